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
package io.webhookscript;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.ssl.SSLContext;

import io.webhookscript.delivery.Deliveries;
import io.webhookscript.delivery.DeliveryOptions;
import io.webhookscript.delivery.DeliveryThreads;
import io.webhookscript.delivery.LoadMeter;
import io.webhookscript.delivery.Scripts;
import io.webhookscript.delivery.Wire;
import io.webhookscript.http.AddressPolicy;
import io.webhookscript.http.ConnectionCounts;
import io.webhookscript.http.HttpConnections;
import io.webhookscript.http.ProxyChoice;
import io.webhookscript.request.AttemptAuthenticator;
import io.webhookscript.request.AttemptSender;
import io.webhookscript.request.ConnectionProfiles;
import io.webhookscript.request.MessageIds;
import io.webhookscript.request.RequestRenderer;
import io.webhookscript.request.RequestSealer;
import io.webhookscript.request.RequestSigner;
import io.webhookscript.response.ResponseClassifier;
import io.webhookscript.script.Script;
import io.webhookscript.tryout.TryOut;
import io.webhookscript.via.ViaEndpoints;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;

/** What the deliveries of one component run on: made when it starts, closed when it stops. */
final class DeliveryServices implements AutoCloseable {

    /** {@code secret.x} in a template reads this and {@code x}; no other property can be read. */
    private static final String SECRET_PROPERTY = "webhookscript.secret.";
    private static final String CONTEXT_PROPERTY = "webhookscript.context.";

    private final CamelContext camelContext;
    private final SecretProperties secretProperties;
    private final DeliveryOptions options;
    private final HttpConnections connections;
    private final DeliveryThreads threads;
    private final Deliveries deliveries;
    private final Scripts scripts;
    private final TryOut tryOut;
    private final ScriptWatch watch;
    private final Map<String, SSLContext> sslContexts = new ConcurrentHashMap<>();
    private final Optional<SSLContext> globalSslContext;

    DeliveryServices(WebhookScriptComponent component) {
        this.camelContext = component.getCamelContext();
        this.secretProperties = new SecretProperties(camelContext);
        this.options = component.deliveryOptions();
        AddressPolicy policy = AddressPolicy.allowing(Words.of(component.getAllow()));
        ProxyChoice proxies = ProxyOptions.of(component);
        ViaEndpoints via = ViaEndpoints.of(camelContext, component.getVia(), policy, options.timeout());
        this.connections = new HttpConnections(
                new HttpConnections.Sizes(component.getMaxConnections(), component.getMaxConnectionsPerRoute()));
        Clock clock = Clock.systemUTC();
        this.threads = new DeliveryThreads(camelContext, component, clock);
        this.globalSslContext = Optional.ofNullable(component.retrieveGlobalSslContextParameters())
                .map(global -> sslContext("useGlobalSslContextParameters", global));
        RequestSealer sealer = new RequestSealer(
                connections, Words.of(component.getAllowHosts()), name -> bean(name, AttemptAuthenticator.class),
                name -> bean(name, RequestSigner.class));
        Wire wire = new Wire(
                new RequestRenderer(Words.of(component.getAllowHosts())),
                new AttemptSender(sealer, connections, System::nanoTime, via),
                new ConnectionProfiles(policy, proxies, this::sslContext),
                new ResponseClassifier());
        this.tryOut = new TryOut(wire.renderer(), wire.sender(), wire.profiles(), clock);
        this.deliveries = new Deliveries(
                camelContext,
                new Deliveries.Setup(
                        wire, options, threads, new MessageIds(new SecureRandom()), this::secret, this::environmentContext,
                        load(component.getMaxConnections()), Optional.ofNullable(component.getDeliveryLog()),
                        new Deliveries.Loaded(component::repository, component::scriptOf, component::scheme)));
        this.scripts = deliveries.scripts();
        this.watch = new ScriptWatch(
                component.isWatch() ? Words.of(component.getScripts()) : List.of(), component::repository, scripts);
    }

    void start() {
        if (watch.hasFolders()) {
            watch.start(threads);
        }
    }

    private LoadMeter load(int capacity) {
        LoadMeter own = camelContext.getRegistry().findSingleByType(LoadMeter.class);
        return own != null ? own : LoadMeter.ofProcess(() -> (double) connections.leased() / capacity);
    }

    Deliveries deliveries() {
        return deliveries;
    }

    Scripts scripts() {
        return scripts;
    }

    Optional<String> watchProblem() {
        return watch.problem(threads.steady().instant());
    }

    ConnectionCounts connections() {
        return connections.counts();
    }

    TryOut tryOut() {
        return tryOut;
    }

    private <T> T bean(String name, Class<T> type) {
        T bean = camelContext.getRegistry().lookupByNameAndType(name, type);
        if (bean == null) {
            throw new IllegalArgumentException("there is no bean '" + name + "' of type " + type.getSimpleName());
        }
        return bean;
    }

    /**
     * One for each bean, since connections are shared by its identity; for scripts that name none, that of the context.
     */
    private Optional<SSLContext> sslContext(Optional<String> bean) {
        return bean.map(name -> sslContexts.computeIfAbsent(
                name, n -> sslContext("bean '" + n + "'", bean(n, SSLContextParameters.class)))).or(() -> globalSslContext);
    }

    private SSLContext sslContext(String where, SSLContextParameters parameters) {
        try {
            return parameters.createSSLContext(camelContext);
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalArgumentException(where + " gives no SSL context: " + failure.getMessage(), failure);
        }
    }

    private Optional<String> secret(String name) {
        return secretProperties.find(SECRET_PROPERTY + name);
    }

    /** Rising: the component's, then the properties of all scripts, then those of this script. */
    private Map<String, String> environmentContext(Script script) {
        Map<String, String> values = new HashMap<>(options.context());
        for (String scope : new String[] { "*", script.name() }) {
            String prefix = CONTEXT_PROPERTY + scope + ".";
            for (String key : contextKeys(script, prefix)) {
                camelContext.getPropertiesComponent().resolveProperty(prefix + key).ifPresent(value -> values.put(key, value));
            }
        }
        return values;
    }

    /** Those that the script names may come from anywhere; of others only loaded properties can tell the name. */
    private Set<String> contextKeys(Script script, String prefix) {
        Set<String> keys = new LinkedHashSet<>(script.definition().context().keySet());
        Properties loaded = camelContext.getPropertiesComponent().loadProperties(name -> name.startsWith(prefix));
        loaded.stringPropertyNames().forEach(name -> keys.add(name.substring(prefix.length())));
        return keys;
    }

    @Override
    public void close() {
        watch.close();
        deliveries.close();
        threads.close();
        connections.close();
    }
}
