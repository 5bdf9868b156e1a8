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
package io.webhookscript.callback;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.webhookscript.WebhookScriptTestSupport;
import io.webhookscript.callback.CallbackApplication.Response;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.reader.ReadResult;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The page about callbacks shows an application that works, and credentials that load. */
class CallbacksPageTest {

    private static final Path PAGE = Path.of("../docs/callbacks.adoc");
    private static final String SCRIPT
            = "webhookscript: \"1.0\"\nname: shown\nrequest: { method: PUT, url: \"https://a.example\" }\n"
              + "callback:\n  path: /a\n  session: \"{{ event.id }}\"\n  from: event.id\n";

    @TempDir
    private Path folder;

    private static List<String> blocks(String language) throws Exception {
        return Pattern.compile("(?s)\\[source,%s]\\n----\\n(.*?\\n)----".formatted(language)).matcher(Files.readString(PAGE))
                .results().map((MatchResult block) -> block.group(1)).toList();
    }

    @Test
    void theExampleWorks() throws Exception {
        List<String> yaml = blocks("yaml");
        RawReceiver receiver = RawReceiver.answering(RawReceiver.response(200, "text/plain", "ok"));
        try (CallbackApplication app = CallbackApplication.of(new WebhookScriptTestSupport(receiver, folder))
                .secret("chat", "key").secret("chat_callback", "the-token")) {
            app.camel().rawScript("chat", yaml.get(0).replace("https://chat.example.com", receiver.uri("").toString()));
            PluginHelper.getRoutesLoader(app.camel().camelContext())
                    .loadRoutes(ResourceHelper.fromString("routes.yaml", yaml.get(1)));
            app.start();

            assertThat(app.post("/callbacks/chat", body(), header()).status()).isEqualTo(404);
            app.camel().call("direct:message-of-the-agent", Map.of("chatId", "c-17", "event", "MESSAGE", "text", "Hi"));
            assertThat(app.post("/callbacks/chat", body(), header()).status()).isEqualTo(204);
            assertThat(app.camel().camelContext().createConsumerTemplate().receiveBody("seda:message-of-the-user", 60_000))
                    .isEqualTo(Map.of("chatId", "c-17", "text", "Hello"));

            Response refused = app.post("/callbacks/chat", body());
            assertThat(refused.body() + "\n").isEqualTo(blocks("json").get(0));
        }
    }

    private static String body() throws Exception {
        return blocks("sh").get(0).replaceAll("(?s).* -d '(.*)'\\n", "$1");
    }

    private static String header() throws Exception {
        return blocks("sh").get(0).replaceAll("(?s).* -H '(Authorization: [^']*)'.*", "$1");
    }

    static Stream<String> credentials() throws Exception {
        List<String> yaml = blocks("yaml");
        return Stream.concat(
                yaml.get(2).lines(),
                Stream.of(yaml.get(4).split("(?m)^# .*\\n")).filter(snippet -> !snippet.isBlank()));
    }

    @ParameterizedTest
    @MethodSource("credentials")
    void credentialsLoad(String snippet) {
        ReadResult result = new ScriptReader(ScriptEnvironment.standalone()).read(
                "shown.webhookscript.yaml", "page", (SCRIPT + snippet.indent(2)).getBytes(StandardCharsets.UTF_8));

        assertThat(result.problems()).filteredOn(Problem::isError).isEmpty();
        assertThat(result.orThrow().definition().delivery().callback()).isNotNull();
    }

    @Test
    void thePageShowsBothKindsOfCredentials() throws Exception {
        assertThat(credentials()).hasSize(7);
    }
}
