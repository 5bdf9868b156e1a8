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
package io.webhookscript;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.webhookscript.lifecycle.FileChanges;
import io.webhookscript.script.problem.InvalidScriptException;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A trigger with channels takes only events of these channels, and no two active scripts share one. */
class EventsGoOnlyToTheirChannelTest {

    private static final String SMS = "triggers: [ { event: chat.message, channels: ['sms:12345', 'sms:67890'] } ]\n";
    private static final String WHATSAPP = "triggers: [ { event: chat.*, channels: ['whatsapp:+5215550000'] } ]\n";

    @TempDir
    private Path folder;
    @AutoClose
    private WebhookScriptTestSupport camel;

    private static String script(String path, String more) {
        return "useCase: chat\nrequest: { url: \"{{ context.receiver }}/" + path + "\" }\n" + more;
    }

    private WebhookScriptTestSupport receiving() throws Exception {
        camel = WebhookScriptTestSupport.answering(folder);
        return camel;
    }

    private List<String> calledBy(Map<String, Object> event, Map<String, Object> headers) {
        Exchange exchange = camel.exchange(event);
        exchange.getMessage().setHeaders(headers);
        camel.camelContext().createProducerTemplate().send("webhookscript:event:chat.message", exchange);
        assertThat(exchange.getException()).isNull();
        return camel.receiver().requests().stream().map(request -> request.line().split(" ")[1]).toList();
    }

    @Test
    void theUseCaseSaysWhereTheChannelIs() throws Exception {
        receiving().script("sms", script("sms", SMS)).script("whatsapp", script("whatsapp", WHATSAPP)).start();

        assertThat(calledBy(Map.of("channel", "whatsapp:+5215550000"), Map.of())).containsExactly("/whatsapp");
        assertThat(calledBy(Map.of("channel", "sms:67890"), Map.of())).containsExactly("/whatsapp", "/sms");
    }

    @Test
    void theHeaderWinsOverTheEvent() throws Exception {
        receiving().script("sms", script("sms", SMS)).script("whatsapp", script("whatsapp", WHATSAPP)).start();

        assertThat(calledBy(
                Map.of("channel", "whatsapp:+5215550000"), Map.of("CamelWebhookScriptChannel", "sms:12345")))
                .containsExactly("/sms");
    }

    @Test
    void aTriggerWithoutChannelsTakesEventsOfAllAndAnEventWithoutAChannelReachesOnlySuchTriggers() throws Exception {
        receiving().script("sms", script("sms", SMS)).script("audit", script("audit", "triggers: [ { event: '*' } ]\n"))
                .start();

        assertThat(calledBy(Map.of(), Map.of())).containsExactly("/audit");
        assertThat(calledBy(Map.of("channel", Map.of("not", "a text")), Map.of())).containsExactly("/audit", "/audit");
        assertThat(calledBy(Map.of("channel", "sms:12345"), Map.of())).containsExactlyInAnyOrder("/audit", "/audit", "/audit",
                "/sms");
    }

    @Test
    void twoActiveScriptsOnOneChannelDoNotLoadAndBothAreNamed() throws Exception {
        receiving().script("first", script("first", SMS)).script("second", script("second", SMS));

        assertThatThrownBy(camel::start).rootCause().isInstanceOf(InvalidScriptException.class)
                .hasMessageContaining("first.webhookscript.yaml").hasMessageContaining("second.webhookscript.yaml")
                .hasMessageContaining("the channel `sms:12345` is also that of");
    }

    @Test
    void startingTheSecondLaterFailsInTheSameWords() throws Exception {
        receiving().script("first", script("first", SMS)).script("second", "active: false\n" + script("second", SMS)).start();

        InvalidScriptException refused = catchThrowableOfType(
                InvalidScriptException.class, () -> camel.component().scripts().start("second"));

        assertThat(refused.problems()).extracting(Problem::code)
                .containsExactly(ProblemCode.CHANNEL_TAKEN, ProblemCode.CHANNEL_TAKEN);
        assertThat(refused).hasMessageContaining("the channel `sms:12345` is also that of")
                .hasMessageContaining("first.webhookscript.yaml").hasMessageContaining("second.webhookscript.yaml");
    }

    @Test
    void aReloadThatActivatesTheSecondFailsInTheSameWords() throws Exception {
        receiving().script("first", script("first", SMS)).script("second", "active: false\n" + script("second", SMS)).start();

        List<Problem> problems = reload("second", "webhookscript: '1.0'\n" + script("second", SMS));

        assertThat(problems).extracting(Problem::code)
                .containsExactly(ProblemCode.CHANNEL_TAKEN, ProblemCode.CHANNEL_TAKEN);
        assertThat(problems.get(0).toString()).contains("the channel `sms:12345` is also that of");
        assertThat(calledBy(Map.of("channel", "sms:12345"), Map.of())).containsExactly("/first");
    }

    @Test
    void aChannelIsFreeAgainWhenItsScriptIsRemoved() throws Exception {
        receiving().script("first", script("first", SMS)).script("second", "active: false\n" + script("second", SMS)).start();
        camel.component().scripts().remove("first", false);

        List<Problem> problems = reload("second", "webhookscript: '1.0'\ncontext: { receiver: '' }\n" + script("second", SMS));

        assertThat(problems).isEmpty();
        assertThat(calledBy(Map.of("channel", "sms:12345"), Map.of())).containsExactly("/second");
    }

    private List<Problem> reload(String name, String text) throws Exception {
        Path file = folder.resolve(name + ".webhookscript.yaml");
        Files.writeString(file, text);
        String location = camel.component().repository().at(where -> where.endsWith(file.getFileName().toString()))
                .keySet().iterator().next();
        return camel.component().scripts().reload(
                FileChanges.of(new io.webhookscript.script.usecase.FoundFile(
                        file.getFileName().toString(), location, Files.readAllBytes(file))))
                .values().stream().flatMap(List::stream).toList();
    }
}
