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

import io.webhookscript.delivery.report.ScriptState;
import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Scripts work in a context that was stopped and started again, and beside another component of the kind. */
@Tag("slow")
@Timeout(180)
class ScriptsOutliveTheirSurroundingsTest {

    private static final String SCRIPT = """
            webhookscript: "1.0"
            context: { receiver: "" }
            request: { url: "{{ context.receiver }}/%s" }
            """;

    @TempDir
    private Path folder;
    @TempDir
    private Path second;
    @AutoClose
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void open() throws Exception {
        camel = WebhookScriptTestSupport.answering(folder).rawScript("hook", SCRIPT.formatted("first"));
    }

    private WebhookScriptComponent another(Path scripts) {
        WebhookScriptComponent component = new WebhookScriptComponent();
        component.setAllow("loopback");
        component.getContext().put("receiver", "http://127.0.0.1:" + camel.receiver().port());
        component.setScripts("file:" + scripts);
        return component;
    }

    private Exchange call(String uri) {
        return camel.camelContext().createFluentProducerTemplate().to(uri).withBody("{}").send();
    }

    /** Camel forgets components when it stops, and keeps the routes. */
    @Test
    void scriptsWorkInAContextThatStartsAgain() throws Exception {
        camel.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("in").to("webhookscript:hook");
            }
        });
        camel.start();
        assertThat(call("direct:in").getException()).isNull();

        camel.camelContext().stop();
        camel.camelContext().addComponent("webhookscript", another(folder));
        camel.camelContext().start();

        assertThat(call("direct:in").getException()).isNull();
        assertThat(camel.receiver().requests()).hasSize(2);
        assertThat(camel.camelContext().getRoutes()).extracting(Route::getRouteId)
                .containsExactlyInAnyOrder("in", "webhookscript-hook", "webhookscript-hook-attempt");
    }

    @Test
    void twoComponentsMayHaveScriptsOfTheSameNames() throws Exception {
        Files.writeString(second.resolve("hook.webhookscript.yaml"), SCRIPT.formatted("second"));
        Files.writeString(second.resolve("own.webhookscript.yaml"), SCRIPT.formatted("own"));
        WebhookScriptComponent crm = another(second);
        camel.camelContext().addComponent("crm", crm);
        camel.start();

        assertThat(call("webhookscript:hook").getException()).isNull();
        assertThat(call("crm:hook").getException()).isNull();
        assertThat(call("crm:own").getException()).isNull();
        assertThat(camel.receiver().requests()).extracting(RawReceiver.Request::line)
                .containsExactly("GET /first HTTP/1.1", "GET /second HTTP/1.1", "GET /own HTTP/1.1");

        crm.scripts().stop("hook", false);
        assertThat(call("crm:hook").getException()).hasMessageContaining("the script is stopped");
        assertThat(call("webhookscript:hook").getException()).isNull();
        assertThat(camel.component().scripts().find("hook").orElseThrow().state()).isEqualTo(ScriptState.STARTED);
    }
}
