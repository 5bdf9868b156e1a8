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
package io.webhookscript.tryout;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.WebhookScriptComponent;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import io.webhookscript.tryout.StandaloneTrials.Input;
import io.webhookscript.tryout.StandaloneTrials.Options;
import io.webhookscript.value.DurationText;
import io.webhookscript.value.SizeText;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What a command line needs to try scripts out, where there is no Camel context to ask. */
class TrialsNeedNoComponentTest {

    private static final String SCRIPT = """
            webhookscript: "1.0"
            context: { base: "%s" }
            request:
              url: "{{ context.base }}/c/{{ id }}"
              headers: { X-Trace: "{{ header['x-trace'] }}", X-Run: "{{ variable.run }}" }
              auth: { bearer: "{{ secret.crm }}" }
              body: { json: { name: "{{ name }}" } }
            response:
              variables: { crmId: "{{ response.body.id }}" }
            """;

    private static final Input INPUT = new Input(
            "{\"id\": 7, \"name\": \"Zoë\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8), "application/json",
            Map.of("run", 3), Map.of("X-Trace", "t1"), Map.of());

    @Test
    void aDryRunNeedsNoSecretAndSignsNothing() {
        String signed = SCRIPT.replace("  body:",
                "  signature: { standardWebhooks: { secrets: [\"{{ secret.sign }}\"] } }\n  body:");
        try (StandaloneTrials trials = new StandaloneTrials(Options.DEFAULT)) {
            Map<String, Object> run = trials.dryRun(Scripts.read(signed.formatted("https://crm.example.com")), INPUT);

            assertThat(run).containsEntry("url", "https://crm.example.com/c/7").containsEntry("body", "{\"name\":\"Zoë\"}")
                    .containsEntry("problems", List.of());
            assertThat((Map<?, ?>) run.get("headers"))
                    .satisfies(headers -> assertThat(headers.get("Authorization")).isEqualTo(List.of("Bearer ***crm***")))
                    .satisfies(headers -> assertThat(headers.get("X-Trace")).isEqualTo(List.of("t1")))
                    .satisfies(headers -> assertThat(headers.get("X-Run")).isEqualTo(List.of("3")))
                    .satisfies(headers -> assertThat(headers.get("webhook-signature")).isNull());
        }
    }

    @Test
    void contextOfTheInputWinsOverThatOfTheScript() {
        try (StandaloneTrials trials = new StandaloneTrials(Options.DEFAULT)) {
            Map<String, Object> run = trials.dryRun(Scripts.read(SCRIPT.formatted("https://crm.example.com")),
                    new Input(
                            "{\"id\": 7}", null, Map.of(), Map.of(),
                            Map.of("base", "https://test.example.com")));

            assertThat(run).containsEntry("url", "https://test.example.com/c/7");
        }
    }

    @Test
    void anEventThatCannotBeReadIsAProblemOfTheRun() {
        try (StandaloneTrials trials = new StandaloneTrials(Options.DEFAULT)) {
            Map<String, Object> run = trials.dryRun(Scripts.read(SCRIPT.formatted("https://crm.example.com")),
                    new Input("{\"id\": ", "application/json", Map.of(), Map.of(), Map.of()));

            assertThat((List<?>) run.get("problems")).hasSize(1);
            assertThat(run).containsEntry("url", null);
        }
    }

    @Test
    void anIdThatCannotBeRenderedIsAProblemOfTheRun() {
        String script = SCRIPT.formatted("https://crm.example.com").replace("request:", "id: \"{{ 1 < 'a' }}\"\nrequest:");
        try (StandaloneTrials trials = new StandaloneTrials(Options.DEFAULT)) {
            assertThat((List<?>) trials.dryRun(Scripts.read(script), INPUT).get("problems")).hasSize(1);
            assertThat(trials.realRun(Scripts.read(script), INPUT).outcome()).isEqualTo(Outcome.NOT_SENT);
        }
    }

    @Test
    void aRealRunReadsSecretsAndMasksThem() throws Exception {
        try (RawReceiver receiver
                = RawReceiver.answering(RawReceiver.response(200, "application/json", "{\"id\":\"hunter2\"}"));
             StandaloneTrials trials = new StandaloneTrials(
                     new Options(
                             List.of("loopback"), List.of(), null,
                             name -> Optional.of("hunter2").filter(s -> name.equals("crm"))))) {
            RealRun run = trials.realRun(Scripts.read(SCRIPT.formatted(receiver.uri("").toString())), INPUT);

            assertThat(run.outcome()).isEqualTo(Outcome.DELIVERED);
            assertThat(run.variables()).containsEntry("crmId", "***crm***");
            assertThat(run.toString()).doesNotContain("hunter2");
            assertThat(receiver.requests()).singleElement()
                    .satisfies(request -> assertThat(request.headers("Authorization")).containsExactly("Bearer hunter2"));
        }
    }

    @Test
    void onlyPublicAddressesAreCalledUnlessOthersAreAllowed() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(RawReceiver.response(200, "text/plain", ""));
             StandaloneTrials trials = new StandaloneTrials(
                     new Options(List.of(), List.of(), null, name -> Optional.of("hunter2")))) {
            RealRun run = trials.realRun(Scripts.read(SCRIPT.formatted(receiver.uri("").toString())), INPUT);

            assertThat(run.outcome()).isNotEqualTo(Outcome.DELIVERED);
            assertThat(run.reason()).contains("loopback");
            assertThat(receiver.connections()).isZero();
        }
    }

    @Test
    void aScriptThatNeedsABeanIsNotSent() {
        String script = SCRIPT.formatted("https://crm.example.com").replace("auth: { bearer: \"{{ secret.crm }}\" }",
                "auth: { ref: '#own' }");
        try (StandaloneTrials trials = new StandaloneTrials(Options.DEFAULT)) {
            RealRun run = trials.realRun(Scripts.read(script), INPUT);

            assertThat(run.outcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(run.reason()).contains("`#own`");
        }
    }

    @Test
    void aSecretThatIsNotSetIsNamed() {
        try (StandaloneTrials trials = new StandaloneTrials(Options.DEFAULT)) {
            RealRun run = trials.realRun(Scripts.read(SCRIPT.formatted("https://crm.example.com")), INPUT);

            assertThat(run.outcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(run.reason()).contains("webhookscript.secret.crm");
        }
    }

    @Test
    void whatIsNoAddressIsRefusedAtOnce() {
        assertThatIllegalArgumentException().isThrownBy(
                () -> new StandaloneTrials(
                        new Options(List.of("10.0.0.0/99"), List.of(), null, n -> Optional.empty())));
    }

    @Test
    void limitsAreThoseOfTheComponent() {
        WebhookScriptComponent component = new WebhookScriptComponent();

        assertThat(DurationText.parse(component.getTimeout())).contains(StandaloneTrials.DEFAULT_TIMEOUT);
        assertThat(SizeText.parse(component.getMaxResponseSize())).contains(StandaloneTrials.DEFAULT_MAX_RESPONSE_SIZE);
    }
}
