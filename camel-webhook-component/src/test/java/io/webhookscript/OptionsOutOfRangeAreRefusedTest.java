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

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** A limit that lets nothing through is an error of the start, not of each call. */
class OptionsOutOfRangeAreRefusedTest {

    @TempDir
    private Path folder;
    @AutoClose
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void open() throws Exception {
        camel = WebhookScriptTestSupport.answering(folder).script("crm",
                "request: { url: \"{{ context.receiver }}/\" }\n");
    }

    @ParameterizedTest
    @ValueSource(strings = { "timeout=0", "timeout=-5", "timeout=soon" })
    void anEndpointRefusesOptionsOutOfRange(String option) throws Exception {
        camel.route(to("webhookscript:crm?" + option));

        assertThatThrownBy(camel::start).hasStackTraceContaining(option + ": expected a duration ");
    }

    @Test
    void anEndpointRefusesAContextValueWithoutAName() throws Exception {
        camel.route(to("webhookscript:crm?context.=a"));

        assertThatThrownBy(camel::start).hasStackTraceContaining("context.=a: expected context.NAME=VALUE");
    }

    @ParameterizedTest
    @MethodSource("options")
    void theComponentRefusesOptionsOutOfRange(String problem, Consumer<WebhookScriptComponent> option) throws Exception {
        option.accept(camel.component());
        camel.route(to("webhookscript:crm"));

        assertThatThrownBy(camel::start).hasStackTraceContaining(problem);
    }

    static Stream<Arguments> options() {
        return Stream.of(
                option("timeout=0: expected a duration greater than zero", c -> c.setTimeout("0")),
                option("total=0: expected a duration greater than zero", c -> c.setTotal("PT0S")),
                option("timeout=5 s: expected a duration such as", c -> c.setTimeout("5 s")),
                option("maxAttempts=0: expected at least 1", c -> c.setMaxAttempts(0)),
                option("maxPending=0: expected at least 1", c -> c.setMaxPending(0)),
                option("maxPendingBytes=0: expected at least 1", c -> c.setMaxPendingBytes("0")),
                option("storeLease=500ms: expected at least 1s", c -> c.setStoreLease("500ms")),
                option("storeKeepIds=week: expected a duration", c -> c.setStoreKeepIds("week")),
                option("maxPendingBytes=much: expected a size such as", c -> c.setMaxPendingBytes("much")),
                option("proxy=proxy:3128: expected http://host:port", c -> c.setProxy("proxy:3128")),
                option("proxy=http://proxy: expected http://host:port", c -> c.setProxy("http://proxy")),
                option("proxy=***: expected http://host:port", c -> c.setProxy("socks://user:verysecret@proxy:3128")),
                option("unknown language nolang; expected jsonpath, mvel, xpath", c -> c.setLanguages("jsonpath,nolang")),
                option("allowHosts=http://a/: expected a host", c -> c.setAllowHosts("b.example.com,http://a/")),
                option("allowHosts=*: expected a host", c -> c.setAllowHosts("*.example.com,*")),
                option("allowHosts=a:8080: expected a host", c -> c.setAllowHosts("a:8080")));
    }

    private static Arguments option(String problem, Consumer<WebhookScriptComponent> option) {
        return arguments(problem, option);
    }

    private static RouteBuilder to(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(uri);
            }
        };
    }
}
