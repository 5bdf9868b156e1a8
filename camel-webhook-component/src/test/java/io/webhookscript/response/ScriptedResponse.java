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
package io.webhookscript.response;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.webhookscript.http.CallFailedException;
import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.http.message.HttpResponse;
import io.webhookscript.language.ExpressionLanguages;
import io.webhookscript.request.event.EventSnapshot;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.script.ContextDefinition;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.PrivacyDefinition;
import io.webhookscript.script.RequestDefinition;
import io.webhookscript.script.ResponseDefinition;
import io.webhookscript.script.ResponseDefinition.As;
import io.webhookscript.script.ResponseDefinition.DefaultValue;
import io.webhookscript.script.ResponseDefinition.OutcomeRule;
import io.webhookscript.script.ResponseDefinition.Status;
import io.webhookscript.script.ResponseDefinition.Type;
import io.webhookscript.script.ResponseDefinition.Variable;
import io.webhookscript.script.Script;
import io.webhookscript.script.ScriptDefinition;
import io.webhookscript.script.ScriptDefinition.Execution;
import io.webhookscript.script.UseCase;
import io.webhookscript.script.ValueTree;
import io.webhookscript.secret.Masker;
import io.webhookscript.template.Expression;
import io.webhookscript.template.TemplateSource;
import org.jspecify.annotations.Nullable;

/** A script of which only the section {@code response} matters, and the responses to its calls. */
final class ScriptedResponse {

    /** When an attempt has ended; a while after its delivery has begun. */
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private static final Instant BEGUN = NOW.minusSeconds(100);

    final Masker masker = new Masker();
    private final ExpressionLanguages languages
            = ExpressionLanguages.withoutCamel(ExpressionLanguages.builtIn());
    private final List<OutcomeRule> rules = new ArrayList<>();
    private final List<Variable> variables = new ArrayList<>();
    private final List<String> headers = new ArrayList<>();
    private Type type = Type.AUTO;
    private String method = "POST";
    private @Nullable ValueTree body;

    ScriptedResponse type(Type is) {
        type = is;
        return this;
    }

    ScriptedResponse method(String is) {
        method = is;
        return this;
    }

    ScriptedResponse body(ValueTree is) {
        body = is;
        return this;
    }

    ScriptedResponse header(String name) {
        headers.add(name);
        return this;
    }

    ScriptedResponse rule(Status status, Outcome is) {
        return rule(new OutcomeRule(List.of(status), null, is, null));
    }

    ScriptedResponse rule(OutcomeRule rule) {
        rules.add(rule);
        return this;
    }

    ScriptedResponse variable(
            String name, Expression expression, boolean required, @Nullable DefaultValue value, @Nullable As as) {
        variables.add(
                new Variable(name, expression, required, value, as, "response.variables." + name));
        return this;
    }

    ScriptedResponse variable(String name, String jsonpath) {
        return variable(name, language("jsonpath", jsonpath), false, null, null);
    }

    ScriptedResponse required(String name, String jsonpath) {
        return variable(name, language("jsonpath", jsonpath), true, null, null);
    }

    Expression language(String language, String text) {
        return languages.compile(language, TemplateSource.of(text), Map.of("c", "urn:crm"));
    }

    static Status codes(int from, int to) {
        return new Status.Codes(from, to);
    }

    AttemptResult response(int status, String contentType, String text) {
        return response(status, contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    AttemptResult response(int status, String contentType, byte[] bytes) {
        return response(new HttpResponse(status, List.of(new HttpHeader("Content-Type", contentType)), bytes, false));
    }

    AttemptResult response(HttpResponse response) {
        return new ResponseClassifier().classify(data(), response, NOW);
    }

    AttemptResult failure(CallFailedException.Kind kind, boolean sent) {
        return new ResponseClassifier().classify(data(), new CallFailedException(kind, sent, 0, "no answer: " + kind, null),
                NOW);
    }

    private TemplateInputs data() {
        ResponseDefinition response = new ResponseDefinition(type, rules, variables, body, headers, false);
        RequestDefinition request = new RequestDefinition(
                method, null, List.of(), List.of(), RequestDefinition.Credentials.NONE, RequestDefinition.Connection.DEFAULT,
                null, null);
        UseCase any = new UseCase("any", null, null, null, List.of(), Map.of(), true);
        ScriptDefinition definition = new ScriptDefinition(
                new ScriptDefinition.About("crm", null, null, any, true, false),
                new ScriptDefinition.Events(List.of(), List.of(), null, null), new ContextDefinition(Map.of(), Set.of()),
                request,
                response, null, new ScriptDefinition.Delivery(Execution.SYNC, null, null, null, PrivacyDefinition.NONE),
                List.of());
        return new TemplateInputs(
                new Script(definition, "0123456789ab", "crm.webhookscript.yaml"), new EventSnapshot(new LinkedHashMap<>()),
                name -> null, name -> null, Map.of(), Set.of(),
                new TemplateInputs.MessageIdentity("msg_1", BEGUN, null), BEGUN, 0, name -> Optional.empty(),
                masker);
    }
}
