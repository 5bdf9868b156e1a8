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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.webhookscript.http.CallFailedException;
import io.webhookscript.http.CallLimits;
import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.HttpResponse;
import io.webhookscript.request.attempt.Attempt;
import io.webhookscript.request.attempt.AttemptSender;
import io.webhookscript.request.attempt.ConnectionProfiles;
import io.webhookscript.request.attempt.CredentialsException;
import io.webhookscript.request.event.AttemptNumber;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.request.render.RenderedRequest;
import io.webhookscript.request.render.RequestRenderer;
import io.webhookscript.response.AttemptResult;
import io.webhookscript.response.MappedResponse;
import io.webhookscript.response.ResponseClassifier;
import io.webhookscript.script.EndedGuarantee;
import io.webhookscript.script.LimitsDefinition.Retry;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.RequestDefinition;
import io.webhookscript.script.Script;
import io.webhookscript.template.TemplateException;
import org.jspecify.annotations.Nullable;

/** Makes dry runs and real runs of a script, outside of any route. Thread-safe. */
public final class ScriptRunner {

    private final RequestRenderer renderer;
    private final AttemptSender sender;
    private final ConnectionProfiles profiles;
    private final Clock clock;
    private final ResponseClassifier classifier = new ResponseClassifier();

    public ScriptRunner(
                        RequestRenderer renderer, AttemptSender sender, ConnectionProfiles profiles, Clock clock) {
        this.renderer = renderer;
        this.sender = sender;
        this.profiles = profiles;
        this.clock = clock;
    }

    /**
     * Renders the request as it would be sent: {@code method}, {@code url}, {@code headers} (name to list), {@code
     * body} (text, or base64 with {@code bodyEncoding: base64}), {@code messageId}, {@code problems}; for a script that
     * sends through an endpoint also {@code via}, its name, and {@code notes}, the limitations of this endpoint. No
     * socket is opened: a token server is not called, and beans that authenticate or sign are left out.
     */
    public Map<String, @Nullable Object> dryRun(TemplateInputs data) {
        return dryRun(renderer, new OfflineSigner(sender.sealer(), true), call -> sender.objection(call, data), data);
    }

    /** @param objection the reason why the script's endpoint cannot make the call */
    static Map<String, @Nullable Object> dryRun(
            RequestRenderer renderer, OfflineSigner seal, Function<HttpCall, Optional<String>> objection, TemplateInputs data) {
        MaskedView shown = new MaskedView(data.masker());
        Map<String, @Nullable Object> run = new LinkedHashMap<>();
        List<String> problems = List.of();
        try {
            RenderedRequest rendered = renderer.render(data);
            try {
                HttpCall call = seal.seal(rendered, data);
                run.putAll(shown.request(call));
                problems = objection.apply(call).stream().toList();
            } finally {
                rendered.release();
            }
        } catch (NotSentException | TemplateException e) {
            run.putAll(nothing(data.script()));
            problems = List.of(shown.text(String.valueOf(e.getMessage())));
        }
        run.put("messageId", data.message().id());
        run.put("problems", problems);
        via(data.script(), run);
        return Collections.unmodifiableMap(run);
    }

    private static void via(Script script, Map<String, @Nullable Object> run) {
        RequestDefinition request = script.definition().request();
        if (request.connection().via() != null) {
            run.put("via", request.connection().via());
            run.put("notes", EndedGuarantee.of(request));
        }
    }

    /** The result of a dry run whose event cannot be read, with the same keys. */
    public static Map<String, @Nullable Object> unreadable(Script script, String problem) {
        Map<String, @Nullable Object> run = nothing(script);
        run.put("messageId", null);
        run.put("problems", List.of(problem));
        via(script, run);
        return Collections.unmodifiableMap(run);
    }

    private static Map<String, @Nullable Object> nothing(Script script) {
        Map<String, @Nullable Object> run = new LinkedHashMap<>();
        run.put("method", script.definition().request().method());
        run.put("url", null);
        run.put("headers", Map.of());
        run.put("body", null);
        return run;
    }

    /**
     * Makes one real attempt, without rate, breaker and retry: the receiver acts on it. Blocks until the response has
     * arrived or the timeout has passed.
     */
    public RealRun realRun(TemplateInputs data, CallLimits limits) {
        MaskedView shown = new MaskedView(data.masker());
        Instant began = clock.instant();
        try {
            RenderedRequest rendered = renderer.render(data);
            try {
                return sent(rendered, data, new Attempt(began, limits, profile(data), first(data), List.of()));
            } finally {
                rendered.release();
            }
        } catch (NotSentException | TemplateException e) {
            return new RealRun(
                    Map.of(), null, Outcome.NOT_SENT, shown.text(String.valueOf(e.getMessage())), Map.of(), null,
                    since(began));
        }
    }

    /** A dry run and a real run show the first attempt. */
    static AttemptNumber first(TemplateInputs data) {
        return AttemptNumber.of(1, data.script().definition().limits().retry().attempts(Retry.DEFAULT_ATTEMPTS));
    }

    private io.webhookscript.http.ConnectionProfile profile(TemplateInputs data) {
        return profiles.of(data.script().definition().request());
    }

    private RealRun sent(RenderedRequest rendered, TemplateInputs data, Attempt attempt) throws NotSentException {
        MaskedView shown = new MaskedView(data.masker());
        Map<String, @Nullable Object> request = new LinkedHashMap<>();
        AttemptResult result;
        try {
            HttpResponse response = sender.send(rendered, data, attempt, call -> request.putAll(shown.request(call)));
            result = classifier.classify(data, response, clock.instant(),
                    () -> since(attempt.now()).compareTo(attempt.limits().deadline()) >= 0);
        } catch (CallFailedException e) {
            result = classifier.classify(data, e, clock.instant());
        } catch (CredentialsException e) {
            result = new AttemptResult(
                    e.outcome(), e.status(), false, shown.text(String.valueOf(e.getMessage())), null,
                    null, null);
        }
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        MappedResponse mapped = result.mapped();
        if (mapped != null) {
            mapped.variables().forEach((name, value) -> variables.put(name, shown.value(value)));
        }
        return new RealRun(
                Collections.unmodifiableMap(request), result.response() == null ? null : response(result.response(), shown),
                result.outcome(),
                result.reason(), variables,
                mapped == null ? null : shown.value(mapped.body()), since(attempt.now()));
    }

    private static Map<String, @Nullable Object> response(HttpResponse response, MaskedView shown) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("status", (long) response.status());
        view.put("headers", shown.headers(response.headers()));
        shown.body(view, response.body().length == 0 ? null : response.body());
        return Collections.unmodifiableMap(view);
    }

    private Duration since(Instant began) {
        return Duration.between(began, clock.instant());
    }
}
