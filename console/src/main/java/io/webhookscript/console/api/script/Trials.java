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
package io.webhookscript.console.api.script;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

import io.webhookscript.WebhookScriptComponent;
import io.webhookscript.console.access.ApiCall;
import io.webhookscript.console.api.source.SourceCheck;
import io.webhookscript.console.application.Application;
import io.webhookscript.console.web.ConsoleResponse;
import io.webhookscript.console.web.JavaScriptNumbers;
import io.webhookscript.console.web.JsonBody;
import io.webhookscript.console.web.JsonResponse;
import io.webhookscript.console.web.RefusedRequestException;
import io.webhookscript.script.Script;
import io.webhookscript.tryout.RealRun;
import io.webhookscript.tryout.StandaloneTrials;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/**
 * Makes dry runs of texts and real runs of loaded scripts. A dry run reads no secret: its text may be that of a user
 * who must not know them.
 */
public final class Trials {

    public static final int MAX_EVENT = 1024 * 1024;

    /** A real run takes a connection for as long as the timeout of its script. */
    private static final int REAL_RUNS_AT_ONCE = 4;

    private final Application application;
    private final Semaphore realRuns = new Semaphore(REAL_RUNS_AT_ONCE);

    public Trials(Application application) {
        this.application = application;
    }

    public ConsoleResponse dryRun(ApiCall call) throws RefusedRequestException {
        JsonBody body = call.body();
        String name = body.text("name");
        Optional<String> source = body.find("source");
        Script script = source.isPresent()
                ? SourceCheck.valid(application, name, source.get())
                : application.webhookScript().repository().find(name).orElseThrow(() -> RefusedRequestException.noScript(name));
        Map<String, String> context = new LinkedHashMap<>(application.webhookScript().contextOf(script));
        context.putAll(body.texts("context"));
        StandaloneTrials.Input input = new StandaloneTrials.Input(
                event(body), contentType(body), body.texts("variables"), body.texts("headers"), context);
        StandaloneTrials.Options options = new StandaloneTrials.Options(
                List.of(), application.allowHosts(), null, secret -> Optional.empty());
        try (StandaloneTrials trials = new StandaloneTrials(options)) {
            return JsonResponse.of(200, trials.dryRun(script, input));
        }
    }

    private static @Nullable String event(JsonBody body) throws RefusedRequestException {
        Optional<String> event = body.find("event");
        if (event.isPresent() && event.get().length() > MAX_EVENT) {
            throw new RefusedRequestException(413, "too-large", "the event has more than " + MAX_EVENT + " characters");
        }
        return event.orElse(null);
    }

    private static String contentType(JsonBody body) throws RefusedRequestException {
        return body.find("contentType").filter(type -> !type.isBlank()).orElse(EventText.JSON);
    }

    public ConsoleResponse run(ApiCall call) throws RefusedRequestException {
        JsonBody body = call.body();
        String name = body.text("name");
        String version = body.text("version");
        if (!body.flag("confirmed")) {
            throw new RefusedRequestException(
                    400, "not-confirmed", "a real run calls the receiver, so it must be confirmed");
        }
        WebhookScriptComponent component = application.webhookScript();
        Script script = component.repository().find(name).orElseThrow(() -> RefusedRequestException.noScript(name));
        if (!script.version().equals(version)) {
            throw new RefusedRequestException(
                    409, "changed", "another version of the script is loaded", Map.of("version", script.version()));
        }
        Exchange exchange = exchange(body);
        if (!realRuns.tryAcquire()) {
            throw new RefusedRequestException(429, "too-many", "too many real runs are in progress; try again later");
        }
        String ended = "failed";
        try {
            RealRun run = component.realRun(name, exchange);
            ended = run.outcome().code();
            return JsonResponse.of(200, of(run));
        } finally {
            realRuns.release();
            application.audit().record(call.caller().name(), "run", name, "version " + version + ", " + ended);
        }
    }

    private Exchange exchange(JsonBody body) throws RefusedRequestException {
        Exchange exchange = new DefaultExchange(application.camelContext());
        exchange.getMessage().setBody(event(body));
        for (Map.Entry<String, String> header : body.texts("headers").entrySet()) {
            if (header.getKey().toLowerCase(Locale.ROOT).startsWith("camel")) {
                throw RefusedRequestException.badRequest("headers that begin with Camel are reserved for the component");
            }
            exchange.getMessage().setHeader(header.getKey(), header.getValue());
        }
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, contentType(body));
        body.texts("variables").forEach(exchange::setVariable);
        return exchange;
    }

    private static Map<String, @Nullable Object> of(RealRun run) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("request", run.request());
        view.put("response", run.response());
        view.put("outcome", run.outcome().code());
        view.put("reason", run.reason());
        view.put("variables", JavaScriptNumbers.safe(run.variables()));
        view.put("body", JavaScriptNumbers.safe(run.body()));
        view.put("millis", run.took().toMillis());
        return view;
    }
}
