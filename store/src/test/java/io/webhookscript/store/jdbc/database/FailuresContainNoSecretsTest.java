/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.webhookscript.store.jdbc.database;

import java.sql.BatchUpdateException;
import java.sql.SQLException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FailuresContainNoSecretsTest {

    @Test
    void theUrlOfTheDatabaseIsRemoved() {
        SQLException failure = new SQLException(
                "No suitable driver found for jdbc:postgresql://db/crm?user=crm&password=secret", "08001");

        assertThat(FailureReason.of(failure)).isEqualTo("No suitable driver found for jdbc:… (SQLSTATE 08001)");
    }

    @Test
    void aPasswordIsRemoved() {
        assertThat(FailureReason.of(new SQLException("cannot connect: user=crm password=secret host=db")))
                .isEqualTo("cannot connect: user=crm password=… host=db");
    }

    @Test
    void theValuesOfABatchAreRemoved() {
        SQLException cause = new SQLException("ERROR: duplicate key\n  Detail: Key (id)=(secret) already exists.", "23505");
        BatchUpdateException failure
                = new BatchUpdateException("Batch entry 0 insert … ('secret') was aborted", "23505", 0, null);
        failure.setNextException(cause);

        assertThat(FailureReason.of(failure)).isEqualTo("ERROR: duplicate key (SQLSTATE 23505)");
        assertThat(FailureReason.of(new BatchUpdateException("('secret')", "23505", 0, null)))
                .isEqualTo("BatchUpdateException (SQLSTATE 23505)");
    }

    @Test
    void aFailureWithoutAMessageIsNamed() {
        assertThat(FailureReason.of(new NullPointerException())).isEqualTo("NullPointerException");
    }
}
