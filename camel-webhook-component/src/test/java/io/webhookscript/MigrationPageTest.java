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

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.webhookscript.delivery.report.ScriptState;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.lifecycle.ScriptStatus;
import io.webhookscript.lifecycle.ScriptUsage;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.reader.ReadResult;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import io.webhookscript.tryout.RealRun;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Each row of the tables in {@code docs/migration.adoc} has a snippet, and each snippet works as it stands there. */
class MigrationPageTest {

    private static final Path PAGE = Path.of("../docs/migration.adoc");
    private static final Path SELF = Path.of("src/test/java/io/webhookscript/MigrationPageTest.java");
    private static final Pattern TABLE = Pattern.compile("(?ms)^\\|===\\n¦There ¦Here\\n\\n(.*?)^\\|===$");
    private static final Pattern NAME = Pattern.compile("(?m)^name: (\\S+)$");

    @TempDir
    private Path folder;

    private @Nullable WebhookScriptTestSupport camel;

    @AfterEach
    void stop() {
        if (camel != null) {
            camel.close();
        }
    }

    private static List<String> snippets(String language) throws IOException {
        return Pattern.compile("\\[source," + language + "]\\n----\\n((?s:.*?))^----", Pattern.MULTILINE)
                .matcher(Files.readString(PAGE)).results().map((MatchResult snippet) -> snippet.group(1)).toList();
    }

    static Stream<String> scripts() throws IOException {
        return snippets("yaml").stream().filter(snippet -> !snippet.startsWith("- from:"));
    }

    static Stream<String> routes() throws IOException {
        return snippets("yaml").stream().filter(snippet -> snippet.startsWith("- from:"));
    }

    private static List<String> wholeScripts() throws IOException {
        return scripts().filter(snippet -> snippet.startsWith("webhookscript:")).toList();
    }

    @Test
    void eachOfTheFiveTablesHasASnippetInEveryRow() throws IOException {
        List<String> tables = TABLE.matcher(Files.readString(PAGE)).results().map((MatchResult t) -> t.group(1)).toList();

        assertThat(tables).hasSize(5).allSatisfy(table -> {
            List<String> rows = List.of(table.split("\n\n(?=¦)"));
            assertThat(rows).hasSizeGreaterThan(4).allSatisfy(
                    row -> assertThat(row).matches("(?s)¦[^\\n]+\\n¦\\n\\[source,\\w+]\\n----\\n.+\\n----\\n?"));
        });
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void aScriptOrAPartOfOneLoads(String snippet) {
        String name = NAME.matcher(snippet).results().findFirst().map(found -> found.group(1)).orElse("part");

        ReadResult result = new ScriptReader(ScriptEnvironment.standalone())
                .read(name + ".webhookscript.yaml", "page", completed(snippet).getBytes(StandardCharsets.UTF_8));

        assertThat(result.problems()).filteredOn(Problem::isError).isEmpty();
    }

    /** A part is completed as the page says. */
    private static String completed(String snippet) {
        if (snippet.startsWith("webhookscript:")) {
            return snippet;
        }
        String part = "webhookscript: \"1.0\"\n" + snippet;
        if (!part.contains("\nrequest:\n")) {
            return part + "request: { url: \"https://api.example.com/\" }\n";
        }
        return part.contains("  url:") ? part : part.replace("\nrequest:\n", "\nrequest:\n  url: https://api.example.com/\n");
    }

    @Test
    void theWholeScriptsMakeARequestOfAnEvent() throws Exception {
        camel = WebhookScriptTestSupport.answering(folder);
        for (String script : wholeScripts()) {
            Matcher name = NAME.matcher(script);
            assertThat(name.find()).isTrue();
            camel.rawScript(name.group(1), script);
        }
        camel.start();

        assertThat(camel.component().scripts().names()).hasSize(6).allSatisfy(
                name -> assertThat(camel.component().dryRun(name, camel.exchange(Map.of("id", 7, "contact", Map.of("id", 7)))))
                        .hasEntrySatisfying("url", url -> assertThat(url).asString().startsWith("https://"))
                        .containsEntry("problems", List.of()));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aRouteLoadsAndCallsItsScript(String route) throws Exception {
        camel = new WebhookScriptTestSupport(
                RawReceiver.answering(RawReceiver.response(200, "application/json", "{\"plan\":\"gold\"}")), folder);
        camel.script("crm-plan", """
                request: { url: "{{ context.receiver }}/plan" }
                response: { variables: { plan: { jsonpath: $.plan } } }
                """).script("rule", """
                triggers: [ { event: contact.updated } ]
                request: { url: "{{ context.receiver }}/rule" }
                """);
        PluginHelper.getRoutesLoader(camel.camelContext()).loadRoutes(ResourceHelper.fromString("page.yaml", route));
        camel.start();
        String from = Pattern.compile("uri: (\\S+)").matcher(route).results().findFirst().orElseThrow().group(1);

        Exchange exchange = camel.call(from, Map.of("contact", Map.of("id", 7)));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(String.class)).contains(route.contains("event:") ? "rule" : "the plan gold");
        assertThat(camel.receiver().requests()).hasSize(1);
    }

    @Test
    void thePropertiesReachTheComponent() throws Exception {
        for (String script : wholeScripts().stream().filter(script -> script.contains("name: order-state")).toList()) {
            Files.writeString(folder.resolve("order-state.webhookscript.yaml"), script);
        }
        Main main = new Main();
        main.addInitialProperty("camel.component.webhookscript.scripts", "file:" + folder);
        main.addInitialProperty("camel.component.webhookscript.watch", "false");
        for (String snippet : snippets("properties")) {
            Properties properties = new Properties();
            properties.load(new StringReader(snippet));
            properties.forEach((key, value) -> main.addInitialProperty((String) key, (String) value));
        }
        main.start();
        try {
            WebhookScriptComponent component
                    = main.getCamelContext().getComponent("webhookscript", WebhookScriptComponent.class);

            assertThat(component.getDeadLetter()).isEqualTo("file:failed");
            assertThat(component.dryRun("order-state", new DefaultExchange(main.getCamelContext())))
                    .containsEntry("url", "https://umbrella.orders.example.com/state");
            assertThat(main.getCamelContext().resolvePropertyPlaceholders("{{webhookscript.secret.sign}}"))
                    .startsWith("whsec_");
        } finally {
            main.stop();
        }
    }

    @Test
    void theJavaIsWhatThisTestRuns() throws Exception {
        camel = WebhookScriptTestSupport.answering(folder).script("my-alias", "request: { url: \"{{ context.receiver }}/\" }\n")
                .script("order-state", """
                        request: { url: "{{ context.receiver }}/" }
                        response: { variables: { state: "{{ response.status }}" } }
                        """).script("crm-upsert", "request: { url: \"{{ context.receiver }}/\" }\n").start();
        WebhookScriptComponent component = camel.component();
        inARoute();
        startAndStop(component);
        tryOut(component, camel.exchange(Map.of()));
        runWebhook(component, camel.exchange(Map.of()));

        List<String> tested = Files.readString(SELF).lines().map(String::strip).toList();
        assertThat(snippets("java")).hasSize(5)
                .allSatisfy(java -> assertThat(tested).containsAll(java.lines().map(String::strip).toList()));
    }

    private void inARoute() throws Exception {
        camel.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:contacts").to("webhookscript:crm-upsert").to("direct:next");
                from("direct:next").setBody(constant("next"));
            }
        });
        assertThat(camel.call("direct:contacts", Map.of()).getMessage().getBody()).isEqualTo("next");
    }

    private static void startAndStop(WebhookScriptComponent component) {
        List<String> routes = component.scripts().usersOf("my-alias");
        ScriptUsage usage = component.scripts().usage("my-alias").orElseThrow();
        assertThat(routes).isEmpty();
        assertThat(usage.routes()).isEmpty();
        component.scripts().stop("my-alias", false);
        assertThat(component.scripts().find("my-alias").map(ScriptStatus::state)).contains(ScriptState.STOPPED);
        component.scripts().start("my-alias");
        assertThat(component.scripts().find("my-alias").map(ScriptStatus::state)).contains(ScriptState.STARTED);
    }

    private static void tryOut(WebhookScriptComponent component, Exchange exchange) {
        Map<String, ?> shown = component.dryRun("my-alias", exchange);
        RealRun run = component.realRun("my-alias", exchange);
        assertThat(shown.get("method")).isEqualTo("GET");
        assertThat(run.outcome()).isEqualTo(Outcome.DELIVERED);
    }

    private static void runWebhook(WebhookScriptComponent component, Exchange exchange) {
        RealRun run = component.realRun("order-state", exchange);
        Map<String, ?> variables = run.variables();
        assertThat(variables.get("state")).isEqualTo(200L);
    }
}
