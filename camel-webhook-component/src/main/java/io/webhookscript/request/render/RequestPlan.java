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
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.http.message.RequestBody;
import io.webhookscript.request.event.DeliveryRoots;
import io.webhookscript.request.event.Evaluation;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.request.render.BodyRenderer.RenderedBody;
import io.webhookscript.script.RequestDefinition;
import io.webhookscript.script.RequestDefinition.NamedValues;
import io.webhookscript.script.ScriptDefinition;
import io.webhookscript.script.ScriptDefinition.IdempotencyKey;
import io.webhookscript.template.Expression;
import org.jspecify.annotations.Nullable;

/** Renders the requests of one script. The parts that are the same for all events are computed once. Thread-safe. */
public final class RequestPlan {

    private static final String CONTENT_TYPE = "Content-Type";

    /** The maximum expected length, so that one large body does not enlarge the buffers of others. */
    private static final int MAX_USUAL = 8 * 1024;

    /** The version comes from the jar's manifest; there is none in a directory of classes. */
    private static final String USER_AGENT = "webhookscript/" + Optional
            .ofNullable(RequestPlan.class.getPackage().getImplementationVersion()).orElse("dev");

    private final ScriptDefinition definition;
    private final RequestDefinition request;
    private final AllowedHosts allowedHosts;
    private final RandomGenerator random;
    private final List<NamedValues> headers;
    private final AttemptHeaders perAttempt;
    private final List<HttpHeader> added;
    /** The origin of the last event's URL: most scripts have one origin, which is checked once. */
    private volatile @Nullable Origin origin;
    /** The length of the last event's body; a race between threads only makes the estimate worse. */
    private int usualLength = MAX_USUAL / 8;

    private record Origin(RequestUrl url, HttpCall call) {
    }

    RequestPlan(ScriptDefinition definition, AllowedHosts allowedHosts, RandomGenerator random) {
        this.definition = definition;
        this.request = definition.request();
        this.allowedHosts = allowedHosts;
        this.random = random;
        Map<Boolean, List<NamedValues>> split
                = request.headers().stream().collect(Collectors.partitioningBy(NamedValues::isPerAttempt));
        this.headers = split.getOrDefault(false, List.of());
        this.perAttempt = perAttempt(split.getOrDefault(true, List.of()));
        this.added = Stream.of(new HttpHeader("User-Agent", USER_AGENT), new HttpHeader("Accept", "*/*"))
                .filter(header -> !names(header.name())).toList();
    }

    /** The idempotency key replaces a header of its name. */
    private AttemptHeaders perAttempt(List<NamedValues> named) {
        IdempotencyKey key = definition.delivery().idempotencyKey();
        List<NamedValues> sent = key == null
                ? named
                : named.stream().filter(header -> !key.header().equalsIgnoreCase(header.name())).toList();
        return sent.isEmpty() ? AttemptHeaders.NONE : new AttemptHeaders(sent);
    }

    /** Whether the script names the header. If its value is then absent, the header is left out on purpose. */
    private boolean names(String header) {
        for (NamedValues named : request.headers()) {
            if (named.name().equalsIgnoreCase(header)) {
                return true;
            }
        }
        return false;
    }

    /**
     * @param  data             the inputs of an event of this script
     * @throws NotSentException when this data cannot become a request
     */
    public RenderedRequest render(TemplateInputs data) throws NotSentException {
        DeliveryRoots roots = new DeliveryRoots(data);
        try {
            return render(data, roots);
        } catch (NotSentException | RuntimeException e) {
            roots.spooled().forEach(RequestBody::release);
            throw e;
        }
    }

    private RenderedRequest render(TemplateInputs data, DeliveryRoots roots) throws NotSentException {
        Evaluation evaluation = new Evaluation(roots, data);
        RequestUrl url = url(data, evaluation);
        RenderedBody body = request.body() != null
                ? new BodyRenderer(evaluation, data.event(), random, usualLength).render(request.body()) : null;
        CloudEventRenderer event = cloudEvent(data, evaluation);
        if (event != null) {
            body = event.around(request.body(), body);
        }
        checkSize(body, evaluation);
        HttpHeaders lines = headers(data, evaluation, body);
        if (event != null) {
            event.addTo(lines);
        }
        HttpCall call = call(url, lines.lines(), body != null ? body.bytes() : null);
        Optional<String> tooLong = RequestHead.problemOf(call);
        if (tooLong.isPresent()) {
            throw evaluation.problem("request.headers", tooLong.get());
        }
        return new RenderedRequest(call, roots.spooled(), perAttempt);
    }

    private @Nullable CloudEventRenderer cloudEvent(TemplateInputs data, Evaluation evaluation) throws NotSentException {
        return request.cloudEvent() != null ? CloudEventRenderer.of(request.cloudEvent(), data, evaluation) : null;
    }

    private RequestUrl url(TemplateInputs data, Evaluation evaluation) throws NotSentException {
        String params
                = RenderedParameters.encoded(new RenderedParameters(evaluation, false).of(request.params()), "", evaluation);
        try {
            String rendered = evaluation.text(request.url());
            RequestHead.checkUrl(rendered.length() + params.length());
            RequestUrl url = judged(rendered);
            SecretUrl.reveal(request.url(), url, data.masker());
            Optional<String> refused = allowedHosts.problemOf(request.url(), url, data);
            if (refused.isPresent()) {
                throw evaluation.problem("request.url", request.url(), refused.get());
            }
            return url.withParams(params);
        } catch (IllegalArgumentException e) {
            throw evaluation.problem("request.url", request.url(), String.valueOf(e.getMessage()));
        }
    }

    private RequestUrl judged(String rendered) {
        Optional<RequestUrl> known = origin != null ? origin.url().ofSameOrigin(rendered) : Optional.empty();
        return known.isPresent() ? known.get() : RequestUrl.parse(rendered);
    }

    private HttpCall call(RequestUrl url, List<HttpHeader> headers, @Nullable RequestBody body) {
        Origin known = origin;
        if (known == null || !known.url().origin().equals(url.origin())) {
            RequestUrl root = url.root();
            known = new Origin(root, new HttpCall(request.method(), root.toUri(), List.of(), null));
            origin = known;
        }
        return known.call().to(url.pathAndQuery(), headers, body);
    }

    private void checkSize(@Nullable RenderedBody body, Evaluation evaluation) throws NotSentException {
        long size = body != null ? body.bytes().length() : 0;
        long max = definition.limits().sizes().maxRequest();
        if (size > max) {
            throw evaluation.problem("request.body",
                    "the request's body has " + size + " bytes; expected at most " + max + " (limits.maxRequestSize)");
        }
        usualLength = (int) Math.min(size, MAX_USUAL);
    }

    private HttpHeaders headers(TemplateInputs data, Evaluation evaluation, @Nullable RenderedBody body)
            throws NotSentException {
        HttpHeaders lines = new HttpHeaders(List.of());
        for (RenderedParameters.Pair pair : new RenderedParameters(evaluation, true).of(headers)) {
            add(lines, pair, evaluation);
        }
        for (HttpHeader header : added) {
            lines.add(header);
        }
        if (body != null) {
            contentType(lines, body.contentType());
        }
        lines.set("Webhook-Hops", String.valueOf(data.hops()));
        if (definition.delivery().idempotencyKey() != null) {
            idempotencyKey(lines, definition.delivery().idempotencyKey(), data, evaluation);
        }
        return lines;
    }

    static void add(HttpHeaders lines, RenderedParameters.Pair pair, Evaluation evaluation) throws NotSentException {
        try {
            RequestHead.checkLine(pair.name(), pair.text());
            lines.add(pair.name(), pair.text());
        } catch (IllegalArgumentException e) {
            throw evaluation.problem(pair.field(), pair.expression(), String.valueOf(e.getMessage()));
        }
    }

    /** Adds the boundary to a multipart type that the script names, since the type is useless without it. */
    private void contentType(HttpHeaders lines, String contentType) {
        Optional<String> named = lines.first(CONTENT_TYPE);
        int boundary = contentType.indexOf("; boundary=");
        if (named.isPresent() && boundary >= 0 && !named.get().contains("boundary=")) {
            lines.set(CONTENT_TYPE, named.get() + contentType.substring(boundary));
        }
        if (!names(CONTENT_TYPE)) {
            lines.add(CONTENT_TYPE, contentType);
        }
    }

    private static void idempotencyKey(HttpHeaders lines, IdempotencyKey key, TemplateInputs data, Evaluation evaluation)
            throws NotSentException {
        Expression expression = key.value();
        String text = expression != null
                ? evaluation.textOf(evaluation.value(expression), "idempotencyKey.value", expression) : "";
        String value = text.isEmpty() ? data.message().id() : text;
        try {
            String quoted = key.quoted() ? "\"" + value + "\"" : value;
            RequestHead.checkLine(key.header(), quoted);
            lines.set(key.header(), quoted);
        } catch (IllegalArgumentException e) {
            throw evaluation.problem("idempotencyKey", String.valueOf(e.getMessage()));
        }
    }
}
