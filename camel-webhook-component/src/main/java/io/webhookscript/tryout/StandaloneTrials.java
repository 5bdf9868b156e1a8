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

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import javax.net.ssl.SSLContext;

import io.webhookscript.http.AddressPolicy;
import io.webhookscript.http.CallLimits;
import io.webhookscript.http.HttpConnections;
import io.webhookscript.http.ProxyChoice;
import io.webhookscript.request.attempt.AttemptPreparer;
import io.webhookscript.request.attempt.AttemptSender;
import io.webhookscript.request.attempt.ConnectionProfiles;
import io.webhookscript.request.event.EventSnapshot;
import io.webhookscript.request.event.MessageIds;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.RawEvent;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.request.event.TemplateInputs.MessageIdentity;
import io.webhookscript.request.render.RequestRenderer;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.RequestDefinition;
import io.webhookscript.script.RequestDefinition.Authentication;
import io.webhookscript.script.RequestDefinition.Signature;
import io.webhookscript.script.Script;
import io.webhookscript.secret.Masker;
import io.webhookscript.template.TemplateException;
import org.jspecify.annotations.Nullable;

/**
 * Makes dry runs and real runs without a component and without Camel, for a command line or an editor. Beans are not
 * available, so a real run of a script that needs one ends as {@code notSent}. It holds connections and must be closed.
 * Thread-safe.
 *
 * <pre>
 * try (StandaloneTrials trials = new StandaloneTrials(StandaloneTrials.Options.DEFAULT)) {
 *     trials.dryRun(script, new StandaloneTrials.Input("{\"id\": 7}"));
 * }
 * </pre>
 */
public final class StandaloneTrials implements AutoCloseable {

    /** The component's own default; a test checks that both are equal. */
    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);
    static final long DEFAULT_MAX_RESPONSE_SIZE = 1L << 20;

    /** The timeout that {@code timeout: adaptive} gives on a machine without load. */
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(80);

    private final HttpConnections connections;
    private final RequestRenderer renderer;
    private final AttemptPreparer sealer;
    private final ScriptRunner tryOut;
    private final Options options;
    private final Clock clock;
    private final MessageIds messageIds = new MessageIds(new SecureRandom());

    /**
     * The options that the component has in an application.
     *
     * @param allow      addresses that may be called in addition to public ones
     * @param allowHosts hosts that data may choose
     * @param proxy      {@code http://host:port} for scripts that do not set a proxy
     * @param secrets    the secrets by name; used in real runs only
     */
    public record Options(
            List<String> allow, List<String> allowHosts, @Nullable URI proxy, Function<String, Optional<String>> secrets) {

        /** Public addresses only, and no secret is set. */
        public static final Options DEFAULT = new Options(List.of(), List.of(), null, name -> Optional.empty());

        public Options {
            allow = List.copyOf(allow);
            allowHosts = List.copyOf(allowHosts);
        }
    }

    /**
     * The input that is the caller's message in an application.
     *
     * @param event       text, bytes, a map, …; null is an empty event
     * @param contentType the media type by which text and bytes are read
     * @param variables   exchange variables
     * @param headers     message headers, names in any case
     * @param context     values that override those of the script
     */
    public record Input(
            @Nullable Object event, @Nullable String contentType, Map<String, ? extends @Nullable Object> variables,
            Map<String, ? extends @Nullable Object> headers, Map<String, String> context) {

        /** An input that has only an event. */
        public Input(@Nullable Object event) {
            this(event, null, Map.of(), Map.of(), Map.of());
        }
    }

    public StandaloneTrials(Options options) {
        this(options, Clock.systemUTC());
    }

    /** @throws IllegalArgumentException when an address or the proxy is not valid */
    StandaloneTrials(Options options, Clock clock) {
        AddressPolicy policy = AddressPolicy.allowing(options.allow());
        ProxyChoice proxies = options.proxy() == null ? ProxyChoice.NONE : ProxyChoice.of(options.proxy());
        this.options = options;
        this.clock = clock;
        this.connections = new HttpConnections(new HttpConnections.Sizes(1, 1));
        this.renderer = new RequestRenderer(options.allowHosts());
        this.sealer = new AttemptPreparer(
                connections, options.allowHosts(), name -> {
                    throw noBean();
                }, name -> {
                    throw noBean();
                });
        this.tryOut = new ScriptRunner(
                renderer, new AttemptSender(sealer, connections, System::nanoTime),
                new ConnectionProfiles(
                        policy, proxies,
                        StandaloneTrials::defaultTls),
                clock);
    }

    private static @Nullable SSLContext defaultTls(@Nullable String bean) {
        if (bean != null) {
            throw noBean();
        }
        return null;
    }

    private static IllegalArgumentException noBean() {
        return new IllegalArgumentException("a script that is read without Camel cannot use beans");
    }

    /**
     * Makes a dry run like {@link ScriptRunner#dryRun}, without any secret: {@code ***name***} stands for each secret,
     * and signatures, which need the real secrets, are left out.
     */
    public Map<String, @Nullable Object> dryRun(Script script, Input input) {
        TemplateInputs data;
        try {
            data = data(script, input, StandInSecrets.of(script));
        } catch (NotSentException unreadable) {
            return ScriptRunner.unreadable(script, String.valueOf(unreadable.getMessage()));
        }
        List<String> problems = new ArrayList<>();
        TemplateInputs identified = data.withMessage(identity(data, problems));
        Map<String, @Nullable Object> run
                = new LinkedHashMap<>(
                        ScriptRunner.dryRun(renderer, new OfflineSigner(sealer, false), call -> Optional.empty(), identified));
        ((List<?>) run.getOrDefault("problems", List.of())).forEach(problem -> problems.add(String.valueOf(problem)));
        run.put("problems", List.copyOf(problems));
        return Collections.unmodifiableMap(run);
    }

    /**
     * Makes one real attempt like {@link ScriptRunner#realRun}. Blocks until the response has arrived or the timeout
     * has passed.
     */
    public RealRun realRun(Script script, Input input) {
        Optional<String> needed = needed(script.definition().request());
        if (needed.isPresent()) {
            return notSent("the script needs the " + needed.get() + ", which is only available in an application");
        }
        try {
            TemplateInputs data = data(script, input, options.secrets());
            List<String> problems = new ArrayList<>();
            MessageIdentity identity = identity(data, problems);
            return problems.isEmpty()
                    ? tryOut.realRun(data.withMessage(identity), limits(script)) : notSent(problems.get(0));
        } catch (NotSentException unreadable) {
            return notSent(String.valueOf(unreadable.getMessage()));
        }
    }

    private static RealRun notSent(String reason) {
        return new RealRun(Map.of(), null, Outcome.NOT_SENT, reason, Map.of(), null, Duration.ZERO);
    }

    private static Optional<String> needed(RequestDefinition request) {
        return request.connection().via() != null
                ? Optional.of("endpoint `via." + request.connection().via() + "`")
                : bean(request).map(name -> "bean `#" + name + "`");
    }

    private static Optional<String> bean(RequestDefinition request) {
        if (request.connection().tls() != null) {
            return Optional.of(request.connection().tls());
        }
        return request.credentials().auth() instanceof Authentication.Bean auth
                ? Optional.of(auth.bean())
                : request.credentials().signatures().stream().filter(Signature.Bean.class::isInstance)
                        .map(signature -> ((Signature.Bean) signature).bean()).findFirst();
    }

    private static CallLimits limits(Script script) {
        var limits = script.definition().limits();
        var timeout = limits.timeout();
        return new CallLimits(
                timeout == null ? DEFAULT_TIMEOUT : Objects.requireNonNullElse(timeout.fixed(), IDLE_TIMEOUT),
                limits.sizes().maxResponse() != null ? limits.sizes().maxResponse() : DEFAULT_MAX_RESPONSE_SIZE);
    }

    private static EventSnapshot event(Script script, Input input) throws NotSentException {
        return RawEvent.of(input.event()).readKept(input.contentType(), null)
                .forRequest(script.definition().request());
    }

    private TemplateInputs data(Script script, Input input, Function<String, Optional<String>> secrets)
            throws NotSentException {
        Instant now = clock.instant();
        Map<String, String> context = new LinkedHashMap<>(script.definition().context().values());
        context.putAll(input.context());
        Map<String, @Nullable Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(input.headers());
        return new TemplateInputs(
                script, event(script, input), name -> input.variables().get(name),
                headers::get, context, Set.of(), new MessageIdentity("", now, null), now, 1, secrets,
                new Masker());
    }

    private MessageIdentity identity(TemplateInputs data, List<String> problems) {
        Optional<String> ownId = Optional.empty();
        try {
            ownId = data.ownId();
        } catch (TemplateException failure) {
            problems.add(new MaskedView(data.masker()).text(String.valueOf(failure.getMessage())));
        }
        String id = messageIds.idOf(new MessageIds.Inputs(ownId.orElse(null), List.of(), data.script().name(), null));
        return new MessageIdentity(id, data.now(), null);
    }

    @Override
    public void close() {
        connections.close();
    }
}
