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
package io.webhookscript.request.render;

import java.util.List;
import java.util.Map;

import io.webhookscript.request.attempt.Sender;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.script.Script;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What one event leaves behind must show in no other one. */
class OnePlanMakesManyRequestsTest {

    private final Sender sender = new Sender();

    @AfterEach
    void close() throws Exception {
        sender.close();
    }

    private RequestPlan plan(Script script) {
        return new RequestRenderer(sender.allowHosts).plan(script);
    }

    @Test
    void eachEventGoesToItsOwnOrigin() throws Exception {
        sender.allowHosts = List.of("*.example.com");
        Script script
                = sender.script("request: { url: \"https://{{ tenant }}.example.com/{{ id }}\", params: { p: \"{{ id }}\" } }");
        RequestPlan plan = plan(script);

        for (String tenant : List.of("a", "a", "b", "ab", "a")) {
            RenderedRequest request = plan.render(sender.data(script, Map.of("tenant", tenant, "id", 1)));

            assertThat(request.call().url()).isEqualTo("https://" + tenant + ".example.com/1?p=1");
            assertThat(request.call().uri()).hasHost(tenant + ".example.com").hasPath("/1");
        }
    }

    @Test
    void anOriginOfTheContextChangesWithIt() throws Exception {
        Script script = sender.script("context: { base: x }\nrequest: { url: \"{{ context.base }}/c/{{ id }}\" }");
        RequestPlan plan = plan(script);

        for (String base : List.of("http://h", "http://h:80", "http://h/v1", "https://h", "http://h")) {
            sender.context.put("base", base);

            assertThat(plan.render(sender.data(script, Map.of("id", "a/b"))).call().url()).isEqualTo(base + "/c/a%2Fb");
        }
    }

    @Test
    void aBadOriginIsRefusedAfterAGoodOneAndBeforeIt() throws Exception {
        Script script = sender.script("context: { base: x }\nrequest: { url: \"{{ context.base }}/{{ id }}\" }");
        RequestPlan plan = plan(script);

        for (String base : List.of("http://2130706433", "http://h", "http://2130706433", "http://h.0x7f.1", "http://h")) {
            sender.context.put("base", base);
            TemplateInputs data = sender.data(script, Map.of("id", 1));
            if (base.equals("http://h")) {
                assertThat(plan.render(data).call().url()).isEqualTo("http://h/1");
            } else {
                assertThatThrownBy(() -> plan.render(data)).isInstanceOf(NotSentException.class)
                        .hasMessageContaining("the URL's host is a number");
            }
        }
    }

    @Test
    void aHostThatOneEventMayNotChooseIsRefusedThoughAnotherOneWent() throws Exception {
        Script script = sender.script("request: { url: \"https://{{ tenant }}.example.com/\" }");
        sender.allowHosts = List.of("a.example.com");
        RequestPlan plan = plan(script);

        assertThat(plan.render(sender.data(script, Map.of("tenant", "a"))).call().url()).isEqualTo("https://a.example.com/");
        assertThatThrownBy(() -> plan.render(sender.data(script, Map.of("tenant", "b")))).isInstanceOf(NotSentException.class);
    }

    @Test
    void bodiesOfAnyLengthFollowEachOther() throws Exception {
        Script script = sender.script("request: { url: \"@base@/\", body: { json: { v: \"{{ v }}\" } } }");
        RequestPlan plan = plan(script);

        for (int length : List.of(1, 100_000, 0, 9, 5_000, 3)) {
            RenderedRequest request = plan.render(sender.data(script, Map.of("v", "\u20ac".repeat(length))));

            assertThat(new String(request.call().body().orElseThrow().open().readAllBytes(), "UTF-8"))
                    .isEqualTo("{\"v\":\"" + "\u20ac".repeat(length) + "\"}");
        }
    }
}
