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
package io.webhookscript.routes;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Each snippet of the page, and each template in each of the three ways, makes a route. The routes are not started. */
@Tag("slow")
class TemplatesAreUsedInYamlPropertiesAndJavaTest {

    private static final Pattern SNIPPET = Pattern.compile("(?s)\\[source,(yaml|properties|java)]\n----\n(.*?\n)----");

    private static final Map<String, Map<String, String>> TEMPLATES = Map.of(
            "webhookscript-from-file", Map.of("directory", "target/no-inbox", "resultDirectory", "target/no-results"),
            "webhookscript-from-jms", Map.of("queue", "contacts"),
            "webhookscript-from-kafka", Map.of("topic", "contacts", "brokers", "127.0.0.1:1", "groupId", "crm"),
            "webhookscript-from-database", Map.of("source", "contacts", "query", "select id from contacts",
                    "onDelivered", "delete from contacts where id = :#id"),
            "webhookscript-from-http", Map.of("path", "contacts"));

    @TempDir
    private Path folder;

    private enum Way {
        YAML,
        PROPERTIES,
        JAVA
    }

    static Stream<Arguments> snippets() throws IOException {
        return SNIPPET.matcher(Files.readString(Path.of("../docs/routes.adoc"))).results()
                .filter(snippet -> !snippet.group(2).contains("routesIncludePattern"))
                .map(snippet -> arguments(Named.of(snippet.group(1), Way.valueOf(snippet.group(1).toUpperCase(Locale.ROOT))),
                        snippet.group(2)))
                .toList().stream();
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void eachSnippetOfThePageMakesARoute(Way way, String snippet) throws Exception {
        try (RoutesApplication application = application(way, snippet)) {
            assertThat(application.camelContext().getRoutes()).isNotEmpty();
        }
    }

    static Stream<Arguments> templatesInEachWay() throws IOException {
        return RoutesPageTest.templates()
                .flatMap(template -> Stream.of(Way.values()).map(way -> arguments(template, way)));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("templatesInEachWay")
    void eachTemplateMakesARoute(String template, Way way) throws Exception {
        Map<String, String> parameters = TEMPLATES.get(template);
        try (RoutesApplication application = application(way, switch (way) {
            case YAML -> yaml(template, parameters);
            case PROPERTIES -> properties(template, parameters);
            case JAVA -> java(template, parameters);
        })) {
            assertThat(application.camelContext().getRoutes()).extracting(Route::getId).containsExactly("made");
        }
    }

    private static String yaml(String template, Map<String, String> parameters) {
        return "- templatedRoute:\n    routeTemplateRef: " + template
               + "\n    routeId: made\n    parameters:\n      - name: script\n        value: crm-upsert-contact\n"
               + parameters.entrySet().stream()
                       .map(each -> "      - name: " + each.getKey() + "\n        value: \"" + each.getValue() + "\"\n")
                       .collect(joining());
    }

    private static String properties(String template, Map<String, String> parameters) {
        String prefix = "camel.route-template[made].";
        return prefix + "template-id = " + template + "\n" + prefix
               + "script = crm-upsert-contact\n"
               + parameters.entrySet().stream().map(each -> prefix + each.getKey() + " = " + each.getValue() + "\n")
                       .collect(joining());
    }

    private static String java(String template, Map<String, String> parameters) {
        return "TemplatedRouteBuilder.builder(camelContext, \"" + template + "\").routeId(\"made\")"
               + ".parameter(\"script\", \"crm-upsert-contact\")"
               + parameters.entrySet().stream()
                       .map(each -> ".parameter(\"" + each.getKey() + "\", \"" + each.getValue() + "\")").collect(joining())
               + ".add();";
    }

    private RoutesApplication application(Way way, String text) throws Exception {
        Path scripts = Files.createDirectories(folder.resolve("scripts"));
        Files.writeString(scripts.resolve("crm-upsert-contact.webhookscript.yaml"), """
                webhookscript: "1.0"
                name: crm-upsert-contact
                request: { url: "http://127.0.0.1:1/" }
                """);
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:snippets");
        RoutesApplication application = new RoutesApplication()
                .bind("dataSource", database)
                .bind("jms", JmsComponent.jmsComponent(new ActiveMQConnectionFactory("vm://0")))
                .with("camel.component.webhookscript.scripts", "file:" + scripts)
                .with("camel.main.autoStartup", false)
                .with("camel.server.enabled", true).with("camel.server.host", "127.0.0.1")
                .with("camel.server.port", 0);
        if (way == Way.YAML) {
            application.routes("file:" + Files.writeString(folder.resolve("my-routes.yaml"), text));
        } else if (way == Way.PROPERTIES) {
            Properties properties = new Properties();
            properties.load(new StringReader(text));
            properties.forEach((name, value) -> application.with(name.toString(), value));
        }
        application.start();
        if (way == Way.JAVA) {
            run(text, application.camelContext());
        }
        return application;
    }

    private void run(String statements, CamelContext camelContext) throws Exception {
        String source = "import " + TemplatedRouteBuilder.class.getName() + ";\npublic class Snippet {\n"
                        + "public static void run(" + CamelContext.class.getName() + " camelContext) {\n" + statements + "}}\n";
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        boolean compiled = compiler.getTask(null, null, null,
                List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path")), null,
                List.of(new SimpleJavaFileObject(URI.create("string:///Snippet.java"), SimpleJavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                })).call();
        assertThat(compiled).isTrue();
        try (URLClassLoader classes = new URLClassLoader(new URL[] { folder.toUri().toURL() }, getClass().getClassLoader())) {
            classes.loadClass("Snippet").getMethod("run", CamelContext.class).invoke(null, camelContext);
        }
    }
}
