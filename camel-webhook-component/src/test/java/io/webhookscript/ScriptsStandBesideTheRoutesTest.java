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
import java.util.Arrays;

import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.problem.InvalidScriptException;
import io.webhookscript.script.problem.Problem;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Camel Main finds scripts by {@code camel.main.routesIncludePattern}, as it finds the routes that call them. */
class ScriptsStandBesideTheRoutesTest {

    private static final String ROUTES = """
            - route:
                from:
                  uri: direct:in
                  steps:
                    - to: webhookscript:first
                    - to: webhookscript:second
            """;
    private static final String FIRST = """
            webhookscript: "1.0"
            context: { receiver: "" }
            request:
              url: "{{ context.receiver }}/first"
              headers: { X-Region: "{{region}}", X-Absent: "{{no.such.property}}" }
              body: { text: "{{ event.region }}" }
            response: { body: "{{ event }}" }
            """;
    private static final String SECOND = """
            { "webhookscript": "1.0", "context": { "receiver": "" },
              "request": { "url": "{{ context.receiver }}/second", "body": { "text": "{{region}}" } } }
            """;

    @TempDir
    private Path folder;
    private RawReceiver receiver;
    private Main main;

    @BeforeEach
    void prepare() throws Exception {
        receiver = RawReceiver.answering(RawReceiver.response(200, "text/plain", "ok"));
        write("first.webhookscript.yaml", FIRST);
        write("second.webhookscript.json", SECOND);
        write("routes.yaml", ROUTES);
    }

    @AfterEach
    void close() throws Exception {
        main.stop();
        receiver.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "first.webhookscript.yaml,second.webhookscript.json,routes.yaml",
            "routes.yaml,second.webhookscript.json,first.webhookscript.yaml",
            "second.webhookscript.json,routes.yaml,first.webhookscript.yaml",
            "*" })
    void scriptsAndRoutesLoadInAnyOrder(String files) throws Exception {
        start(files);

        Exchange response = main.getCamelTemplate().request("direct:in",
                exchange -> exchange.getMessage().setBody("{\"region\": \"north\"}"));

        assertThat(response.getException()).isNull();
        assertThat(receiver.requests()).extracting(RawReceiver.Request::line)
                .containsExactly("POST /first HTTP/1.1", "POST /second HTTP/1.1");
    }

    @Test
    void camelsPropertiesAreNotFilledInScripts() throws Exception {
        start("*");

        main.getCamelTemplate().request("direct:in", exchange -> exchange.getMessage().setBody("{\"region\": \"north\"}"));

        assertThat(receiver.requests()).extracting(RawReceiver.Request::text).containsExactly("north", "north");
        assertThat(receiver.requests().get(0).headers("X-Region")).containsExactly("north");
        assertThat(receiver.requests().get(0).headers("X-Absent")).isEmpty();
    }

    @Test
    void brokenScriptsFailTheStartWithAllTheirProblems() throws Exception {
        write("first.webhookscript.yaml", FIRST.replace("url:", "ulr:"));
        write("second.webhookscript.json", SECOND.replace("{{region}}", "{{region | uper}}"));

        Throwable failure = catchThrowable(() -> start("*"));

        assertThat(failure).isNotNull().rootCause().isInstanceOfSatisfying(InvalidScriptException.class,
                invalid -> assertThat(invalid.problems()).extracting(Problem::toString)
                        .anySatisfy(text -> assertThat(text).contains("first.webhookscript.yaml").contains("ulr"))
                        .anySatisfy(text -> assertThat(text).contains("second.webhookscript.json").contains("uper")));
        assertThat(receiver.requests()).isEmpty();
    }

    /** The region is a property of Camel too, of another value. */
    private void start(String files) throws Exception {
        main = new Main();
        main.configure().withRoutesIncludePattern(String.join(",",
                Arrays.stream(files.split(",")).map(file -> "file:" + folder + "/" + file).toList()));
        main.configure().withBasePackageScanEnabled(false);
        main.addInitialProperty("region", "from a property of Camel");
        main.addInitialProperty("camel.component.webhookscript.allow", "loopback");
        main.addInitialProperty("webhookscript.context.*.receiver", "http://127.0.0.1:" + receiver.port());
        main.start();
    }

    private void write(String name, String text) throws Exception {
        Files.writeString(folder.resolve(name), text);
    }
}
