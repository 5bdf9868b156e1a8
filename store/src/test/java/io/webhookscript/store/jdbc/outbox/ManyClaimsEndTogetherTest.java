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
package io.webhookscript.store.jdbc.outbox;

import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.webhookscript.store.Claim.Ending;
import io.webhookscript.store.OutboxEntry;
import io.webhookscript.store.jdbc.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A transaction ends all claims that are still valid, and no other ones. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ManyClaimsEndTogetherTest extends OutboxTest {

    @Test
    void onlyValidClaimsEnd() {
        OutboxNode node = node("a");
        List<SqlClaim> claims = new ArrayList<>();
        for (String id : List.of("msg_delivered", "msg_failed", "msg_claimed_again", "msg_of_another_node", "msg_erased")) {
            claims.add((SqlClaim) node.acceptAndClaim(OutboxNode.entry(id)));
        }
        change("UPDATE webhookscript_outbox SET claims = 2 WHERE id = 'msg_claimed_again'");
        change("UPDATE webhookscript_outbox SET owner = 'b' WHERE id = 'msg_of_another_node'");
        change("DELETE FROM webhookscript_outbox WHERE id = 'msg_erased'");

        assertThat(end(claims)).containsExactlyInAnyOrderElementsOf(claims.subList(2, 5));

        assertThat(rows()).containsExactly("msg_claimed_again claimed", "msg_of_another_node claimed");
    }

    @Test
    void claimsWithDifferentNumbersEnd() {
        OutboxNode node = node("a").open();
        SqlClaim first = (SqlClaim) node.acceptAndClaim(OutboxNode.entry("msg_1"));
        node.acceptAndClaim(OutboxNode.entry("msg_2")).postpone(Duration.ZERO, 1, new byte[0]);
        SqlClaim second = (SqlClaim) node.next();

        assertThat(end(List.of(first, second))).isEmpty();

        assertThat(second.row().number()).isEqualTo(2);
        assertThat(rows()).isEmpty();
    }

    @Test
    void idsAreKeptForTheTimeOfTheirScript() {
        OutboxNode node = node("a");
        List<SqlClaim> claims = IntStream.range(0, 4)
                .mapToObj(i -> (SqlClaim) node.acceptAndClaim(new OutboxEntry(
                        "msg_" + i, i % 2 == 0 ? "short" : "long", null, null, true, 0, new byte[] { 1 }, new byte[0])))
                .toList();

        assertThat(end(claims)).isEmpty();

        assertThat(rows()).containsExactly("msg_0 ended", "msg_1 ended", "msg_2 ended", "msg_3 ended");
        assertThat(number("SELECT COUNT(*) FROM webhookscript_outbox WHERE due - accepted_at >= 3600000"))
                .isEqualTo(2);
        assertThat(number("SELECT COUNT(*) FROM webhookscript_outbox WHERE script = 'long' AND due - accepted_at < 3600000"))
                .isZero();
    }

    private List<SqlClaim> end(List<SqlClaim> claims) {
        EndTable ends = new EndTable(
                database().dialect(), script -> script.equals("long") ? Duration.ofHours(1) : Duration.ofSeconds(1));
        return database().write(connection -> ends.end(
                connection, claims.stream().map(claim -> new Change.End(claim, Ending.DELIVERED)).toList()));
    }

    private void change(String sql) {
        database().update(connection -> {
            try (Statement statement = connection.createStatement()) {
                assertThat(statement.executeUpdate(sql)).isOne();
            }
        });
    }
}
