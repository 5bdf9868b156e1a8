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
package io.webhookscript.request;

import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

import io.webhookscript.http.HttpCall;
import io.webhookscript.http.HttpHeader;
import io.webhookscript.http.RequestBody;
import io.webhookscript.request.BodyRenderer.RenderedBody;
import io.webhookscript.script.RequestDefinition;
import io.webhookscript.script.ScriptDefinition.IdempotencyKey;
import io.webhookscript.template.Expression;

/** Script and data become one immutable request, once per event. Thread-safe. */
public final class RequestRenderer {

    private static final String CONTENT_TYPE = "Content-Type";

    /** The version comes from the jar's manifest; there is none in a directory of classes. */
    private static final String USER_AGENT = "webhookscript/" + Optional
            .ofNullable(RequestRenderer.class.getPackage().getImplementationVersion()).orElse("dev");

    private final AllowedHosts allowedHosts;
    private final RandomGenerator random;

    /** @param allowHosts hosts that data may choose, {@code *.example.com} for subdomains */
    public RequestRenderer(List<String> allowHosts) {
        this(allowHosts, new SecureRandom());
    }

    /** @param random for boundaries; must be thread-safe */
    public RequestRenderer(List<String> allowHosts, RandomGenerator random) {
        this.allowedHosts = new AllowedHosts(allowHosts);
        this.random = random;
    }

    /** @throws NotSentException when no request can be made from this data */
    public RenderedRequest render(DeliveryData data) throws NotSentException {
        DeliveryRoots roots = new DeliveryRoots(data);
        try {
            return render(data, roots);
        } catch (NotSentException | RuntimeException e) {
            roots.spooled().forEach(RequestBody::release);
            throw e;
        }
    }

    private RenderedRequest render(DeliveryData data, DeliveryRoots roots) throws NotSentException {
        RequestDefinition request = data.script().definition().request();
        Evaluation evaluation = new Evaluation(roots, data);
        URI uri = uri(request, data, evaluation);
        Optional<RenderedBody> body = request.body().isPresent()
                ? Optional.of(new BodyRenderer(evaluation, random).render(request.body().get())) : Optional.empty();
        checkSize(body, data.script().definition().limits().maxRequestSize(), evaluation);
        List<HttpHeader> headers = headers(data, evaluation, body);
        HttpCall call = new HttpCall(request.method(), uri, headers, body.map(RenderedBody::bytes));
        Optional<String> tooLong = RequestHead.problemOf(call);
        if (tooLong.isPresent()) {
            throw evaluation.problem("request.headers", tooLong.get());
        }
        return new RenderedRequest(call, roots.spooled());
    }

    private URI uri(RequestDefinition request, DeliveryData data, Evaluation evaluation) throws NotSentException {
        String params = NamedTexts.encoded(new NamedTexts(evaluation, false).of(request.params()), "", evaluation);
        try {
            String rendered = evaluation.text(request.url());
            RequestHead.checkUrl(rendered.length() + params.length());
            RequestUrl url = RequestUrl.parse(rendered);
            Optional<String> refused = allowedHosts.problemOf(request.url(), url, data);
            if (refused.isPresent()) {
                throw evaluation.problem("request.url", request.url(), refused.get());
            }
            return url.withParams(params).toUri();
        } catch (IllegalArgumentException e) {
            throw evaluation.problem("request.url", request.url(), String.valueOf(e.getMessage()));
        }
    }

    private static void checkSize(Optional<RenderedBody> body, long max, Evaluation evaluation) throws NotSentException {
        long size = body.map(b -> b.bytes().length()).orElse(0L);
        if (size > max) {
            throw evaluation.problem("request.body",
                    "the request's body has " + size + " bytes; expected at most " + max + " (limits.maxRequestSize)");
        }
    }

    private static List<HttpHeader> headers(DeliveryData data, Evaluation evaluation, Optional<RenderedBody> body)
            throws NotSentException {
        RequestDefinition request = data.script().definition().request();
        HeaderLines lines = new HeaderLines(List.of());
        for (NamedTexts.Pair pair : new NamedTexts(evaluation, true).of(request.headers())) {
            add(lines, pair, evaluation);
        }
        addUnlessNamed(lines, request, "User-Agent", USER_AGENT);
        addUnlessNamed(lines, request, "Accept", "*/*");
        body.ifPresent(b -> contentType(lines, request, b.contentType()));
        lines.set("Webhook-Hops", String.valueOf(data.hops()));
        Optional<IdempotencyKey> key = data.script().definition().idempotencyKey();
        if (key.isPresent()) {
            String value = idempotencyKey(key.get(), data, evaluation);
            setLine(lines, key.get().header(), key.get().quoted() ? "\"" + value + "\"" : value, evaluation);
        }
        return lines.lines();
    }

    private static void add(HeaderLines lines, NamedTexts.Pair pair, Evaluation evaluation) throws NotSentException {
        try {
            RequestHead.checkLine(pair.name(), pair.text());
            lines.add(pair.name(), pair.text());
        } catch (IllegalArgumentException e) {
            throw evaluation.problem(pair.field(), pair.expression(), String.valueOf(e.getMessage()));
        }
    }

    private static void setLine(HeaderLines lines, String name, String value, Evaluation evaluation) throws NotSentException {
        try {
            RequestHead.checkLine(name, value);
            lines.set(name, value);
        } catch (IllegalArgumentException e) {
            throw evaluation.problem("idempotencyKey", String.valueOf(e.getMessage()));
        }
    }

    /** A header that the script names and whose value turned out absent is meant to be absent. */
    private static void addUnlessNamed(HeaderLines lines, RequestDefinition request, String name, String value) {
        for (RequestDefinition.NamedValues header : request.headers()) {
            if (header.name().equalsIgnoreCase(name)) {
                return;
            }
        }
        lines.add(name, value);
    }

    /** A multipart type without its boundary is of no use, whoever names it. */
    private static void contentType(HeaderLines lines, RequestDefinition request, String contentType) {
        Optional<String> named = lines.first(CONTENT_TYPE);
        int boundary = contentType.indexOf("; boundary=");
        if (named.isPresent() && boundary >= 0 && !named.get().contains("boundary=")) {
            lines.set(CONTENT_TYPE, named.get() + contentType.substring(boundary));
        }
        addUnlessNamed(lines, request, CONTENT_TYPE, contentType);
    }

    private static String idempotencyKey(IdempotencyKey key, DeliveryData data, Evaluation evaluation) throws NotSentException {
        Optional<Expression> expression = key.value();
        String text = expression.isPresent()
                ? evaluation.textOf(evaluation.value(expression.get()), "idempotencyKey.value", expression.get()) : "";
        return text.isEmpty() ? data.message().id() : text;
    }
}
