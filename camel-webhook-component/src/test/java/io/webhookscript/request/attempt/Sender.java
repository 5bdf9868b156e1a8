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
package io.webhookscript.request.attempt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.webhookscript.http.AddressPolicy;
import io.webhookscript.http.CallFailedException;
import io.webhookscript.http.CallLimits;
import io.webhookscript.http.ConnectionProfile;
import io.webhookscript.http.HttpConnections;
import io.webhookscript.http.HttpConnections.Sizes;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.HttpResponse;
import io.webhookscript.request.event.AttemptNumber;
import io.webhookscript.request.event.EventSnapshot;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.request.render.RenderedRequest;
import io.webhookscript.request.render.RequestRenderer;
import io.webhookscript.script.Script;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import io.webhookscript.secret.Masker;
import io.webhookscript.spi.AttemptAuthenticator;
import io.webhookscript.spi.RequestSigner;

/**
 * Sends what a script renders to a receiver that keeps the bytes. {@code @base@} in a script is the receiver's origin,
 * and {@code @port@} its port.
 */
public final class Sender implements AutoCloseable {

    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    public final RawReceiver receiver;
    final HttpConnections connections = new HttpConnections(new Sizes(200, 200));
    final Map<String, Object> variables = new HashMap<>();
    final Map<String, Object> headers = new HashMap<>();
    public final Map<String, String> context = new HashMap<>();
    public final Map<String, String> secrets = new HashMap<>();
    final Map<String, AttemptAuthenticator> authenticators = new HashMap<>();
    public final Map<String, RequestSigner> signers = new HashMap<>();
    public final Set<String> endpointContext = new HashSet<>();
    final Masker masker = new Masker();
    public List<String> allowHosts = List.of();
    public String messageId = "msg_p5jXN8AQM9LWM0D4loKWxJek";

    /** Whose receiver answers with nothing but 200. */
    public Sender() {
        this(answering());
    }

    private static RawReceiver answering() {
        try {
            return RawReceiver.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    public Sender(RawReceiver receiver) {
        this.receiver = receiver;
    }

    public Script script(String yaml) {
        String text = yaml.replace("@base@", "http://127.0.0.1:" + receiver.port()).replace("@port@",
                String.valueOf(receiver.port()));
        String whole = text.contains("webhookscript:") ? text : "webhookscript: \"1.0\"\n" + text;
        return new ScriptReader(ScriptEnvironment.standalone()).read("test.webhookscript.yaml", whole).orThrow();
    }

    public TemplateInputs data(Script script, Object event) throws NotSentException {
        Map<String, String> effective = new HashMap<>(script.definition().context().values());
        effective.putAll(context);
        return new TemplateInputs(
                script, EventSnapshot.of(event, null), variables::get,
                name -> headers.entrySet().stream().filter(h -> h.getKey().equalsIgnoreCase(name)).map(Map.Entry::getValue)
                        .findFirst().orElse(null),
                effective, endpointContext, new TemplateInputs.MessageIdentity(messageId, NOW, null), NOW, 1,
                name -> Optional.ofNullable(secrets.get(name)), masker);
    }

    public RenderedRequest render(String yaml, Object event) throws NotSentException {
        return new RequestRenderer(allowHosts).render(data(script(yaml), event));
    }

    public AttemptPreparer sealer() {
        return new AttemptPreparer(connections, allowHosts, authenticators::get, signers::get);
    }

    static ConnectionProfile profile() {
        return new ConnectionProfile(AddressPolicy.allowing(List.of("loopback")), null);
    }

    static Attempt attempt(Instant now) {
        return new Attempt(now, new CallLimits(Duration.ofSeconds(20), 1 << 20), profile(), AttemptNumber.of(1, 1), List.of());
    }

    /** Renders, seals and sends once; gives what the receiver saw last. */
    public RawReceiver.Request send(String yaml, Object event) throws Exception {
        response(yaml, event);
        List<RawReceiver.Request> requests = receiver.requests();
        return requests.get(requests.size() - 1);
    }

    public HttpResponse response(String yaml, Object event) throws Exception {
        TemplateInputs data = data(script(yaml), event);
        RenderedRequest request = new RequestRenderer(allowHosts).render(data);
        return response(request, data, sealer(), NOW);
    }

    public HttpResponse response(RenderedRequest request, TemplateInputs data, AttemptPreparer sealer, Instant now)
            throws NotSentException, CredentialsException, CallFailedException {
        HttpCall call = sealer.seal(request, data, attempt(now));
        return connections.send(call, attempt(now).limits(), profile());
    }

    @Override
    public void close() throws IOException {
        connections.close();
        receiver.close();
    }
}
