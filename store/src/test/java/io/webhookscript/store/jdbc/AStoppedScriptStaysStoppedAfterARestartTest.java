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
package io.webhookscript.store.jdbc;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.script.Outcome;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("slow")
class AStoppedScriptStaysStoppedAfterARestartTest {

    private static final String GONE = """
            request: { url: "{{ context.receiver }}/{{ id }}" }
            response: { outcomes: [ { status: [410], is: gone } ] }
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void untilSomebodyStartsIt(TestDatabase kind) throws Exception {
        AtomicInteger status = new AtomicInteger(410);
        try (RecordingReceiver receiver = new RecordingReceiver(call -> status.get());
             StoreApplication camel = new StoreApplication(kind, folder, receiver).script("crm", GONE)) {
            camel.start();
            assertThat(outcome(camel)).isEqualTo(Outcome.GONE);
            status.set(200);

            camel.restart();
            assertThat(outcome(camel)).isEqualTo(Outcome.NOT_SENT);
            assertThat(receiver.calls()).hasSize(1);

            camel.component().scripts().start("crm");
            assertThat(camel.call("webhookscript:crm", Map.of("id", 1)).getException()).isNull();
            camel.restart();
            assertThat(camel.call("webhookscript:crm", Map.of("id", 2)).getException()).isNull();
            assertThat(receiver.calls()).hasSize(3);
        }
    }

    private static Outcome outcome(StoreApplication camel) {
        Exchange exchange = camel.call("webhookscript:crm", Map.of("id", 0));
        return exchange.getException(WebhookScriptException.class).getOutcome();
    }
}
