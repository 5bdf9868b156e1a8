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

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.webhookscript.http.HttpConnections;
import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.http.message.HttpResponse;
import io.webhookscript.request.attempt.AttemptPreparer;
import io.webhookscript.request.event.EventSnapshot;
import io.webhookscript.request.event.Json;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.RawEvent;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.request.event.TemplateInputs.MessageIdentity;
import io.webhookscript.request.render.RenderedRequest;
import io.webhookscript.request.render.RequestRenderer;
import io.webhookscript.response.AttemptResult;
import io.webhookscript.response.ResponseClassifier;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.Script;
import io.webhookscript.script.ScriptTest;
import io.webhookscript.secret.Masker;
import io.webhookscript.spi.AttemptAuthenticator;
import io.webhookscript.spi.RequestSigner;
import io.webhookscript.template.TemplateException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the section {@code tests} of scripts, offline: the request is rendered, the given response is read, and the
 * values that {@code expect} names are compared. A secret is {@code ***name***}, the message id {@code msg_test}, and
 * it is always 2024-06-18T23:22:36.560Z. Signatures, beans and token servers are left out. Thread-safe.
 */
public final class ScriptTests {

    static final Instant NOW = Instant.parse("2024-06-18T23:22:36.560Z");
    static final String MESSAGE_ID = "msg_test";

    private static final Set<String> OF_THE_RESPONSE = Set.of("outcome", "variables");

    private final RequestRenderer renderer;

    /** @param allowHosts hosts that data may choose, like the component's option */
    public ScriptTests(List<String> allowHosts) {
        this.renderer = new RequestRenderer(allowHosts);
    }

    /** All tests of a script, in the file's order. */
    public List<ScriptTestResult> run(Script script) {
        return script.definition().tests().stream().map(test -> run(script, test)).toList();
    }

    public ScriptTestResult run(Script script, ScriptTest test) {
        Masker masker = new Masker();
        Expectations expectations = new Expectations(test);
        try {
            TemplateInputs data = data(script, test, masker);
            HttpCall call = request(data);
            expectations.request(call, new MaskedView(masker));
            if (test.response() != null || OF_THE_RESPONSE.stream().anyMatch(test.expect()::containsKey)) {
                expectations.result(new ResponseClassifier().classify(data, response(test), NOW), new MaskedView(masker));
            } else {
                expectations.nothingFailed();
            }
        } catch (NotSentException | TemplateException e) {
            String reason = new MaskedView(masker).text(String.valueOf(e.getMessage()));
            expectations.result(new AttemptResult(
                    Outcome.NOT_SENT, null, false, reason, null, null, null),
                    new MaskedView(masker));
            expectations.requestIsMissing(reason);
        }
        return new ScriptTestResult(script.name(), test, expectations.differences());
    }

    private HttpCall request(TemplateInputs data) throws NotSentException {
        try (HttpConnections unused = new HttpConnections(new HttpConnections.Sizes(1, 1))) {
            RenderedRequest rendered = renderer.render(data);
            AttemptPreparer sealer
                    = new AttemptPreparer(unused, List.of(), ScriptTests::noAuthenticator, ScriptTests::noSigner);
            return new OfflineSigner(sealer, false).seal(rendered, data);
        }
    }

    private static AttemptAuthenticator noAuthenticator(String name) {
        throw noBean(name);
    }

    private static RequestSigner noSigner(String name) {
        throw noBean(name);
    }

    private static IllegalArgumentException noBean(String name) {
        return new IllegalArgumentException("a script's tests cannot use beans: " + name);
    }

    private static TemplateInputs data(Script script, ScriptTest test, Masker masker) throws NotSentException {
        Map<String, String> context = new LinkedHashMap<>(script.definition().context().values());
        context.putAll(test.context());
        return new TemplateInputs(
                script, event(script, test), test.variables()::get, name -> null, context,
                Set.of(),
                new MessageIdentity(MESSAGE_ID, NOW, null), NOW, 1, StandInSecrets.of(script),
                masker);
    }

    /** A script that relays the received bytes gets the bytes of the JSON in the file. */
    private static EventSnapshot event(Script script, ScriptTest test) throws NotSentException {
        Object event = test.event();
        if (!script.definition().request().relaysTheEvent()) {
            return EventSnapshot.of(event, null);
        }
        boolean structured = event instanceof Map || event instanceof List;
        return RawEvent.of(structured ? Json.write(event) : event).readKept(null, null);
    }

    private static HttpResponse response(ScriptTest test) throws NotSentException {
        if (test.response() == null) {
            return new HttpResponse(200, List.of(), new byte[0], false);
        }
        ScriptTest.Response given = test.response();
        List<HttpHeader> headers = new ArrayList<>();
        given.headers().forEach((name, values) -> values.forEach(value -> headers.add(new HttpHeader(name, value))));
        boolean structured = given.body() instanceof Map || given.body() instanceof List;
        if (structured && headers.stream().noneMatch(header -> header.name().equalsIgnoreCase("Content-Type"))) {
            headers.add(new HttpHeader("Content-Type", "application/json"));
        }
        return new HttpResponse(given.status(), headers, bytes(given.body()), false);
    }

    private static byte[] bytes(@Nullable Object body) throws NotSentException {
        if (body == null) {
            return new byte[0];
        }
        return body instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : Json.writeBytes(body);
    }
}
