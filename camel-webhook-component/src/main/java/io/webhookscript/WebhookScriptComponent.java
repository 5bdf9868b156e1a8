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

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.callback.Callbacks;
import io.webhookscript.callpath.CallPaths;
import io.webhookscript.deadletter.DeadLetters;
import io.webhookscript.delivery.DeadLetterEndpoints;
import io.webhookscript.delivery.DeliveryOptions;
import io.webhookscript.delivery.DeliveryOverrides;
import io.webhookscript.delivery.DeliveryThreads;
import io.webhookscript.delivery.report.CallbackStatus;
import io.webhookscript.delivery.report.DeliveryStatus;
import io.webhookscript.delivery.report.DispatchStatus;
import io.webhookscript.delivery.report.WebhookScriptDispatchException;
import io.webhookscript.delivery.route.DeliveryRouteListener;
import io.webhookscript.delivery.route.EndpointOrigin;
import io.webhookscript.delivery.route.EventAddress;
import io.webhookscript.deliverylog.DeliveryLog;
import io.webhookscript.dispatch.Dispatcher;
import io.webhookscript.http.ConnectionCounts;
import io.webhookscript.lifecycle.FileChanges;
import io.webhookscript.lifecycle.Scripts;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.script.LimitsDefinition;
import io.webhookscript.script.RetentionDefinition;
import io.webhookscript.script.Script;
import io.webhookscript.script.problem.InvalidScriptException;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.repository.ScriptRepository;
import io.webhookscript.store.ErasedEntries;
import io.webhookscript.store.Erasure;
import io.webhookscript.store.OutboxStatus;
import io.webhookscript.store.StoreEncryption;
import io.webhookscript.store.StoreException;
import io.webhookscript.store.StoreOptions;
import io.webhookscript.store.WebhookStore;
import io.webhookscript.tryout.RealRun;
import io.webhookscript.tryout.ScriptTrial;
import io.webhookscript.value.DurationText;
import io.webhookscript.value.SizeText;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.CamelContextCustomizer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.PropertiesHelper;
import org.jspecify.annotations.Nullable;

/**
 * Sends webhooks that script files describe. Loads the scripts when it starts, and owns the connections and threads of
 * all their deliveries. Thread-safe once started.
 */
@Component(WebhookScriptConstants.SCHEME)
public class WebhookScriptComponent extends DefaultComponent
        implements SSLContextParametersAware {

    /** Where scripts are looked for by default. The folder need not exist. */
    static final String DEFAULT_SCRIPTS = "classpath:webhookscripts/";

    /** Where Camel looks for the classes that show scripts in JMX, meters and spans. */
    private static final String MANAGEMENT = "META-INF/services/org/apache/camel/webhookscript/";

    @Metadata(defaultValue = DEFAULT_SCRIPTS,
              description = "Folders and files with scripts (NAME.webhookscript.yaml or .json), comma-separated,"
                            + " each prefixed with classpath: or file:. Sub-folders are included.")
    private @Nullable String scripts;
    @Metadata(description = "Folders and files with custom use cases, comma-separated, each prefixed with classpath:"
                            + " or file:.")
    private @Nullable String useCases;
    @Metadata(defaultValue = "true",
              description = "Whether changed, new and removed files in file: folders are reloaded while the context"
                            + " runs. A broken file is ignored, and the previous version stays active.")
    private boolean watch = true;
    @Metadata(description = "Whether the context starts although script files are broken. Then only the broken"
                            + " scripts are unavailable, and calls to them fail with the problems of their files.")
    private boolean ignoreBrokenScripts;
    @Metadata(label = "security", defaultValue = "jsonpath,xpath",
              description = "Languages that scripts may use besides templates, comma-separated. The default ones can"
                            + " only read data. An expression in mvel can do everything that Java can; Camel's other"
                            + " languages can call beans.")
    private String languages = "jsonpath,xpath";
    @Metadata(label = "security",
              description = "Options that are allowed in an endpoint URI that a message creates, for example by toD"
                            + " or recipientList: deadLetter, replay, dryRun, action, comma-separated. The sender of an event may"
                            + " control such a URI. None is allowed when not set. A URI in a route may use all of them.")
    private @Nullable String dynamicOptions;
    @Metadata(label = "security", enums = "all,script,tenant", defaultValue = "all",
              description = "Which properties secret.KEY of a script can read: webhookscript.secret.KEY for all"
                            + " scripts, only webhookscript.secret.SCRIPT.KEY, or only webhookscript.secret.TENANT.KEY."
                            + " The script names its tenant.")
    private String secretScope = "all";
    @Metadata(label = "security",
              description = "Addresses that may be called in addition to public ones, comma-separated: loopback,"
                            + " private, networks such as 10.1.0.0/16, host names. A script cannot extend this list.")
    private @Nullable String allow;
    @Metadata(label = "security",
              description = "Hosts that event data may choose in a URL, comma-separated. A star and a dot before a"
                            + " domain match all its subdomains.")
    private @Nullable String allowHosts;
    @Metadata(description = "Values of context for all scripts, by name. They override those in the script files.")
    private Map<String, Object> context = new HashMap<>();
    @Metadata(description = "Endpoint that receives each failed delivery as a JSON document, for scripts that do not"
                            + " name an endpoint: a URI, a name of deadLetters, or store for the durable"
                            + " store, which is the default if there is one.")
    private @Nullable String deadLetter;
    @Metadata(label = "security",
              description = "Endpoint URIs, by name, that scripts may use in deadLetter.to. A script cannot send its"
                            + " failed deliveries to any other endpoint.")
    private Map<String, Object> deadLetters = new HashMap<>();
    @Metadata(defaultValue = "10000",
              description = "Maximum number of deliveries with execution async in memory at a time. Further events"
                            + " are rejected.")
    private int maxPending = 10_000;
    @Metadata(defaultValue = "128MiB",
              description = "Approximate maximum memory for the events of these deliveries, such as 64MiB or 1GB."
                            + " Further events are rejected. A JSON event needs several times its length.")
    private String maxPendingBytes = "128MiB";
    @Metadata(label = "security", defaultValue = "1MiB",
              description = "Maximum size of a response event that a callback receives, such as 64KiB or 1MB. The web"
                            + " server of the runtime has a limit of its own.")
    private String callbackMaxSize = "1MiB";
    @Metadata(label = "advanced", defaultValue = "100000",
              description = "Maximum number of open sessions of all callbacks in memory. Beyond it, the session without"
                            + " calls and response events for the longest time ends.")
    private int callbackMaxSessions = 100_000;
    @Metadata(label = "advanced",
              description = "Path of the web server, such as /callbacks/openapi.json, at which everybody can read an OpenAPI"
                            + " document of the callbacks. None is served when not set.")
    private @Nullable String callbackDocument;
    @Metadata(label = "advanced",
              description = "Stores the outcome of each delivery: memory keeps the latest 1,000, or the name of a"
                            + " bean of type io.webhookscript.deliverylog.DeliveryLog. When not set, the component's store is used; without"
                            + " one, nothing is stored.")
    private @Nullable DeliveryLog deliveryLog;
    @Metadata(javaType = "java.lang.Object",
              description = "Durable store for accepted events: sqlite:FILE, jdbc:#dataSource, or a bean of type"
                            + " io.webhookscript.store.WebhookStore. With it, an event for a script with execution async is"
                            + " accepted when it is stored, and survives a restart. The first two need the artifact"
                            + " camel-webhookscript-store. Accepted events are only in memory when not set.")
    private @Nullable Object store;
    @Metadata(label = "advanced",
              description = "Name of this node in the store, which is the same after a restart and different from that"
                            + " of every other node with the same database. The store chooses one when not set.")
    private @Nullable String storeNode;
    @Metadata(label = "advanced", defaultValue = "15s", javaType = "java.time.Duration",
              description = "Time after which another node takes over the events of a node that has ended.")
    private String storeLease = "15s";
    @Metadata(label = "advanced", defaultValue = "7d", javaType = "java.time.Duration",
              description = "Time for which the store knows the id of an event that was delivered or has failed, so that it is"
                            + " not accepted again when its source sends it again.")
    private String storeKeepIds = "7d";
    @Metadata(label = "advanced", defaultValue = "90d", javaType = "java.time.Duration",
              description = "Time for which the store keeps a dead letter.")
    private String storeKeepDeadLetters = "90d";
    @Metadata(label = "security",
              description = "Encryption of what the store keeps. Nothing is encrypted when not set.")
    private @Nullable StoreEncryption storeEncryption;
    @Metadata(label = "advanced", defaultValue = "1000", description = "Maximum number of HTTP connections in total.")
    private int maxConnections = 1_000;
    @Metadata(label = "advanced", defaultValue = "200", description = "Maximum number of HTTP connections to one host.")
    private int maxConnectionsPerRoute = 200;
    @Metadata(label = "advanced", description = "HTTP proxy for scripts that do not set one: http://host:port.")
    private @Nullable String proxy;
    @Metadata(label = "security", defaultValue = "false",
              description = "Enable usage of global SSL context parameters. They apply to scripts without tls.")
    private boolean useGlobalSslContextParameters;
    @Metadata(label = "advanced",
              description = "Hosts that are called without the component's proxy, in the format of the JDK's"
                            + " http.nonProxyHosts: separated by a vertical bar. A star matches any characters.")
    private @Nullable String nonProxyHosts;
    @Metadata(label = "advanced",
              description = "Whether the JDK's system properties http.proxyHost, http.proxyPort, https.proxyHost, https.proxyPort and"
                            + " http.nonProxyHosts are used. They are read when the component starts. The options"
                            + " proxy and nonProxyHosts override them.")
    private boolean useSystemProperties;
    @Metadata(label = "advanced",
              description = "Endpoints of camel-http, by name: an http or https URI with its options, or a bean. A"
                            + " script with request.via sends its calls through the endpoint of that name, and only to the"
                            + " host of its URI.")
    private Map<String, Object> via = new HashMap<>();
    @Metadata(defaultValue = "5s", javaType = "java.time.Duration",
              description = "Timeout of one attempt, from the lease of a connection to the last byte, for scripts"
                            + " that do not set one.")
    private String timeout = "5s";
    @Metadata(javaType = "java.time.Duration",
              description = "Maximum time of a whole delivery, waits included, for scripts that do not set one. 60s"
                            + " for execution sync and 24h for async when not set.")
    private @Nullable String total;
    @Metadata(defaultValue = "4", description = "Maximum number of attempts of a delivery, including the first, for"
                                                + " scripts that do not set one.")
    private int maxAttempts = LimitsDefinition.Retry.DEFAULT_ATTEMPTS;
    @Metadata(defaultValue = "1MiB",
              description = "Maximum size of a response after decompression, such as 512KiB or 2MB, for scripts that"
                            + " do not set one.")
    private String maxResponseSize = "1MiB";

    private final ScriptLoader loading = new ScriptLoader();
    private DeliveryThreads.Time time = DeliveryThreads.Time.of(Clock.systemUTC());
    private @Nullable ComponentServices services;
    private @Nullable WebhookStore openStore;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        WebhookScriptEndpoint endpoint = new WebhookScriptEndpoint(uri, this, remaining);
        valuesOf("context", parameters).ifPresent(endpoint::setContext);
        valuesOf("filter", parameters).ifPresent(endpoint::setFilter);
        setProperties(endpoint, parameters);
        checkOptions(endpoint, uri);
        return endpoint;
    }

    private static Optional<Map<String, Object>> valuesOf(String option, Map<String, Object> parameters) {
        Map<String, Object> values = PropertiesHelper.extractProperties(parameters, option + ".");
        if (values.containsKey("")) {
            throw new IllegalArgumentException(
                    option + ".=" + values.get("") + ": expected " + option + ".NAME=VALUE");
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(values);
    }

    /**
     * A URI that a message creates must not decide where events are sent, which id they have, or that nothing is sent.
     */
    private void checkOptions(WebhookScriptEndpoint endpoint, String uri) {
        List<String> allowed = OptionList.of(dynamicOptions);
        List<String> refused = endpoint.authorsOptions().stream().filter(option -> !allowed.contains(option)).toList();
        if (!refused.isEmpty() && EndpointOrigin.isAMessage(getCamelContext(), uri, WebhookScriptComponent.class)) {
            String options = String.join(", ", refused);
            throw new IllegalArgumentException(
                    options + ": not allowed in a URI that a message creates (toD, recipientList, …); write the"
                                               + " endpoint into the route, or allow it by the component option dynamicOptions="
                                               + options.replace(" ", ""));
        }
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        CallPaths.noteIn(getCamelContext(), WebhookScriptComponent.class::isInstance);
        getCamelContext().getCamelContextExtension().getFactoryFinder(MANAGEMENT)
                .newInstance("management", CamelContextCustomizer.class)
                .ifPresent(management -> management.configure(getCamelContext()));
        FragmentPlugins.load(getCamelContext());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        OptionList.of(dynamicOptions).stream().filter(option -> !WebhookScriptEndpoint.AUTHORS_OPTIONS.contains(option))
                .findFirst()
                .ifPresent(option -> {
                    throw new IllegalArgumentException(
                            "dynamicOptions=" + dynamicOptions + ": expected some of "
                                                       + String.join(", ", WebhookScriptEndpoint.AUTHORS_OPTIONS));
                });
        loading.loaded(this);
        ServiceHelper.startService(deliveryLog);
        openStore = StoreOption.store(getCamelContext(), store, storeOptions());
        ServiceHelper.startService(openStore);
        ComponentServices starting = new ComponentServices(
                getCamelContext(), options(),
                new ComponentServices.Owner(
                        this, this::repository, this::pathOf, this::scheme, this::deliveryEndpoint,
                        time));
        services = starting;
        starting.start();
    }

    /** For tests, before the start. */
    void useTime(DeliveryThreads.Time given) {
        time = given;
    }

    @Override
    protected void doStop() throws Exception {
        ComponentServices running = services;
        if (running != null) {
            running.close();
            services = null;
        }
        ServiceHelper.stopService(openStore);
        openStore = null;
        ServiceHelper.stopService(deliveryLog);
        loading.forget();
        super.doStop();
    }

    /**
     * Adds a script file that Camel's routes loader found, at the start or when it reloads its routes.
     *
     * @throws InvalidScriptException with the problems of a file that is added while the component runs
     */
    void addScript(Resource resource) throws Exception {
        ComponentServices running = services;
        if (running == null) {
            loading.add(ScriptLoader.fileOf(resource));
            return;
        }
        List<Problem> problems = running.scripts().reload(() -> FileChanges.of(ScriptLoader.fileOf(resource)))
                .values().stream().flatMap(List::stream).toList();
        if (!problems.isEmpty()) {
            throw new InvalidScriptException(problems);
        }
    }

    /**
     * Checks that a script exists. A broken file that is ignored does not prevent the context from starting; calls to
     * its script fail. Calls to a removed script fail, too.
     *
     * @throws UnknownScriptException when no script file has that name
     */
    void checkScript(String name) {
        ScriptRepository repository = loading.loaded(this);
        boolean removed = services != null && services.scripts().removed(name).isPresent();
        if (repository.find(name).isEmpty() && !repository.broken().containsKey(name) && !removed) {
            throw unknown(name, repository);
        }
    }

    /** Checks that an endpoint does not wait for a script whose events are delivered in the order of the store. */
    void checkExecution(String name, @Nullable String execution) {
        boolean ordered = loading.repository().find(name).filter(script -> script.definition().events().ordered() != null)
                .isPresent();
        if (ordered && "sync".equals(execution)) {
            throw new IllegalArgumentException(
                    "webhookscript:" + name + "?execution=sync: the script has `ordered`, and only events that are"
                                               + " stored have an order; remove execution, or `ordered`");
        }
    }

    /**
     * The endpoint at which a delivery route of a script begins. It is not registered: routes that call the script
     * share another endpoint.
     */
    WebhookScriptEndpoint deliveryEndpoint(String name, DeliveryRouteListener listener) {
        WebhookScriptEndpoint endpoint = new WebhookScriptEndpoint(scheme() + ":" + name, this, name, listener);
        endpoint.setCamelContext(getCamelContext());
        return endpoint;
    }

    boolean deliver(String name, DeliveryOverrides overrides, Exchange exchange, AsyncCallback callback) {
        ComponentServices running = running();
        Script script = script(name);
        if (overrides.dryRun()) {
            exchange.getMessage().setBody(trial(running, script).dryRun(overrides, exchange));
            callback.done(true);
            return true;
        }
        return running.deliveries().deliver(script, overrides, exchange, callback);
    }

    boolean dispatch(EventAddress address, DeliveryOverrides overrides, Exchange exchange, AsyncCallback callback) {
        Dispatcher dispatcher = running().dispatcher();
        if (!overrides.dryRun()) {
            return dispatcher.dispatch(address, overrides, exchange, callback);
        }
        try {
            exchange.getMessage().setBody(dispatcher.dryRun(address, overrides, exchange));
        } catch (NotSentException rejected) {
            exchange.setException(
                    new WebhookScriptDispatchException(
                            String.valueOf(rejected.getMessage()), List.of(), List.of(rejected), true));
        }
        callback.done(true);
        return true;
    }

    /**
     * Shows how many events were given to scripts by their triggers since the start.
     *
     * @throws IllegalStateException when it is not started
     */
    public DispatchStatus dispatchStatus() {
        return running().dispatcher().status();
    }

    /**
     * The request that a script would send for this message: {@code method}, {@code url}, {@code headers},
     * {@code body}, {@code messageId}, {@code problems}; secrets are masked, and no socket is opened. The exchange is
     * not changed.
     *
     * @throws UnknownScriptException when no script of that name is loaded
     */
    public Map<String, @Nullable Object> dryRun(String name, Exchange exchange) {
        return trial(running(), script(name)).dryRun(DeliveryOverrides.NONE, exchange);
    }

    /**
     * Makes one real call of a script for this message, without rate, breaker and retry, and gives the request, the
     * response, the outcome and the variables in one object, with secrets masked. Blocks until the response is there or
     * the deadline has passed. The exchange is not changed.
     *
     * @throws UnknownScriptException when no script of that name is loaded
     */
    public RealRun realRun(String name, Exchange exchange) {
        return trial(running(), script(name)).realRun(exchange);
    }

    /**
     * The values of {@code context} that the operator has set for a script, loaded or not: those of the component, of
     * the properties for all scripts and of the properties for this one. They override the values in its file.
     */
    public Map<String, String> contextOf(Script script) {
        return Map.copyOf(running().properties().context(script));
    }

    /**
     * Shows the state of the scripts and controls their life cycle.
     *
     * @throws IllegalStateException when it is not started
     */
    public Scripts scripts() {
        return running().scripts();
    }

    /**
     * The dead letters in the store; empty when the component has no store.
     *
     * @throws IllegalStateException when it is not started
     */
    public Optional<DeadLetters> deadLetters() {
        return running().deadLetters();
    }

    /**
     * Why changes of script files are not taken now; empty when they are, and when none are watched.
     *
     * @throws IllegalStateException when it is not started
     */
    public Optional<String> watchProblem() {
        return running().watchProblem();
    }

    /**
     * Names of the {@code SSLContextParameters} beans that accept any certificate, as far as scripts have used them,
     * and {@code useGlobalSslContextParameters} for those of the Camel context. Each of them disables a protection.
     *
     * @throws IllegalStateException when it is not started
     */
    public List<String> trustAllBeans() {
        return running().trustAll();
    }

    /**
     * Shows how many HTTP connections are in use now.
     *
     * @throws IllegalStateException when it is not started
     */
    public ConnectionCounts connections() {
        return running().connections();
    }

    /**
     * The numbers of the store of accepted events; empty without a store.
     *
     * @throws IllegalStateException when it is not started
     */
    public Optional<OutboxStatus> storeStatus() {
        running();
        return Optional.ofNullable(openStore).map(open -> open.outbox().status());
    }

    public ScriptRepository repository() {
        return loading.repository();
    }

    /** The path of an endpoint of this component: a script's name, or that of events; empty for all others. */
    Optional<String> pathOf(Endpoint endpoint) {
        return endpoint instanceof WebhookScriptEndpoint own && own.getComponent() == this
                ? own.usedPath() : Optional.empty();
    }

    /** The consumer of a route that receives the response events of a script. */
    Consumer callbackConsumer(Endpoint endpoint, Processor processor, String script) {
        checkScript(script);
        return Callbacks.consumer(endpoint, processor, script, () -> running().callbacks());
    }

    /** The counts of a script's callback; empty when the script has none. */
    public Optional<CallbackStatus> callbackStatus(String name) {
        return running().callbacks().status(name);
    }

    /** The status of a script's deliveries; empty before its first event. */
    public Optional<DeliveryStatus> deliveryStatus(String name) {
        return running().slots().status(name);
    }

    /** The delivery status of all scripts that have had an event, in order of their names. */
    public List<DeliveryStatus> deliveryStatuses() {
        return running().slots().statuses();
    }

    /** The name under which the context knows this component: applications may have several. */
    String scheme() {
        CamelContext camelContext = getCamelContext();
        return camelContext.getComponentNames().stream().filter(name -> camelContext.hasComponent(name) == this).sorted()
                .findFirst().orElse(WebhookScriptConstants.SCHEME);
    }

    private static ScriptTrial trial(ComponentServices running, Script script) {
        return new ScriptTrial(running.runner(), running.factory(), script);
    }

    private ComponentServices running() {
        ComponentServices running = services;
        if (running == null) {
            throw new IllegalStateException("the webhookscript component is stopped");
        }
        return running;
    }

    private Script script(String name) {
        ScriptRepository repository = loading.repository();
        return repository.find(name).or(() -> scripts().removed(name)).orElseThrow(() -> {
            List<Problem> problems = repository.broken().get(name);
            return problems == null ? unknown(name, repository) : new InvalidScriptException(problems);
        });
    }

    private UnknownScriptException unknown(String name, ScriptRepository repository) {
        return new UnknownScriptException(name, repository.nearest(name), getScripts());
    }

    private ComponentOptions options() {
        return new ComponentOptions(
                watch ? OptionList.of(getScripts()) : List.of(), SecretScope.of(secretScope), deliveryOptions(),
                new ComponentOptions.Connections(
                        OptionList.of(allow), OptionList.of(allowHosts), ProxyOptions.of(this), maxConnections,
                        maxConnectionsPerRoute, via, retrieveGlobalSslContextParameters()),
                usedDeliveryLog().orElse(null),
                new Callbacks.Options(
                        size("callbackMaxSize", callbackMaxSize), callbackMaxSessions, callbackDocument,
                        Optional.ofNullable(openStore).map(WebhookStore::sessions).orElse(null)),
                openStore);
    }

    boolean hasStore() {
        return store != null && !(store instanceof String text && text.isBlank());
    }

    /**
     * The delivery log that is used: that of the option {@code deliveryLog}, else that of the store.
     *
     * @return empty when the component has neither
     */
    public Optional<DeliveryLog> usedDeliveryLog() {
        return Optional.ofNullable(deliveryLog).or(() -> Optional.ofNullable(openStore).map(WebhookStore::deliveryLog));
    }

    /**
     * Deletes everything of a message from the store and the delivery log, on request. It is not sent any more. Blocks
     * until the deletion is stored.
     *
     * @throws StoreException        when the database cannot be used now
     * @throws IllegalStateException when the component has neither a store nor a delivery log
     */
    public ErasedEntries eraseMessage(String messageId) {
        return erase(Erasure.ofMessage(messageId));
    }

    /**
     * Deletes everything of a person from the store and the delivery log, on request. The person is named as scripts do
     * it: by the use case and its id, such as {@code contact/4711}, or as their key {@code subject} renders it. Blocks
     * until the deletion is stored.
     *
     * @throws StoreException        when the database cannot be used now
     * @throws IllegalStateException when the component has neither a store nor a delivery log
     */
    public ErasedEntries eraseSubject(String subject) {
        return erase(Erasure.ofSubject(subject));
    }

    private ErasedEntries erase(Erasure request) {
        if (usedDeliveryLog().isEmpty()) {
            throw new IllegalStateException("the component has neither a store nor a delivery log");
        }
        ErasedEntries erased = Optional.ofNullable(openStore).map(open -> open.erase(request)).orElse(ErasedEntries.NONE);
        return deliveryLog == null
                ? erased : erased.andDeliveries(deliveryLog.erase(request.messageId(), request.subject()));
    }

    private RetentionDefinition retention(String script) {
        return loading.repository().find(script).map(loaded -> loaded.definition().delivery().privacy().retention())
                .orElse(RetentionDefinition.NONE);
    }

    private StoreOptions storeOptions() {
        return StoreOption.options(
                storeNode, duration("storeLease", storeLease), duration("storeKeepIds", storeKeepIds),
                duration("storeKeepDeadLetters", storeKeepDeadLetters), storeEncryption).withRetention(this::retention);
    }

    private DeliveryOptions deliveryOptions() {
        Map<String, String> values = new HashMap<>();
        context.forEach((key, value) -> values.put(key, String.valueOf(value)));
        return new DeliveryOptions(
                values, deadLetterEndpoints(), maxPending, size("maxPendingBytes", maxPendingBytes),
                duration("timeout", timeout),
                Optional.ofNullable(total).map(text -> duration("total", text)).orElse(null),
                maxAttempts, size("maxResponseSize", maxResponseSize));
    }

    DeadLetterEndpoints deadLetterEndpoints() {
        Map<String, String> named = new HashMap<>();
        deadLetters.forEach((name, uri) -> named.put(name, String.valueOf(uri)));
        return new DeadLetterEndpoints(named, deadLetter, hasStore());
    }

    private static long size(String option, String text) {
        return SizeText.parse(text).orElseThrow(() -> new IllegalArgumentException(
                option + "=" + text + ": expected " + SizeText.EXPECTED));
    }

    static Duration duration(String option, String text) {
        return DurationText.parse(text).orElseThrow(() -> new IllegalArgumentException(
                option + "=" + text + ": expected " + DurationText.EXPECTED));
    }

    public String getScripts() {
        return scripts == null ? DEFAULT_SCRIPTS : scripts;
    }

    public void setScripts(@Nullable String scripts) {
        this.scripts = scripts;
    }

    public @Nullable String getUseCases() {
        return useCases;
    }

    public void setUseCases(@Nullable String useCases) {
        this.useCases = useCases;
    }

    public boolean isWatch() {
        return watch;
    }

    public void setWatch(boolean watch) {
        this.watch = watch;
    }

    public boolean isIgnoreBrokenScripts() {
        return ignoreBrokenScripts;
    }

    public void setIgnoreBrokenScripts(boolean ignoreBrokenScripts) {
        this.ignoreBrokenScripts = ignoreBrokenScripts;
    }

    public String getLanguages() {
        return languages;
    }

    public void setLanguages(String languages) {
        this.languages = languages;
    }

    public @Nullable String getDynamicOptions() {
        return dynamicOptions;
    }

    public void setDynamicOptions(@Nullable String dynamicOptions) {
        this.dynamicOptions = dynamicOptions;
    }

    public String getSecretScope() {
        return secretScope;
    }

    public void setSecretScope(String secretScope) {
        this.secretScope = secretScope;
    }

    public @Nullable String getAllow() {
        return allow;
    }

    public void setAllow(@Nullable String allow) {
        this.allow = allow;
    }

    public @Nullable String getAllowHosts() {
        return allowHosts;
    }

    public void setAllowHosts(@Nullable String allowHosts) {
        this.allowHosts = allowHosts;
    }

    public Map<String, Object> getContext() {
        return context;
    }

    public void setContext(Map<String, Object> context) {
        this.context = context;
    }

    public @Nullable String getDeadLetter() {
        return deadLetter;
    }

    public void setDeadLetter(@Nullable String deadLetter) {
        this.deadLetter = deadLetter;
    }

    public Map<String, Object> getDeadLetters() {
        return deadLetters;
    }

    public void setDeadLetters(Map<String, Object> deadLetters) {
        this.deadLetters = deadLetters;
    }

    public int getMaxPending() {
        return maxPending;
    }

    public void setMaxPending(int maxPending) {
        this.maxPending = maxPending;
    }

    public String getMaxPendingBytes() {
        return maxPendingBytes;
    }

    public void setMaxPendingBytes(String maxPendingBytes) {
        this.maxPendingBytes = maxPendingBytes;
    }

    public String getCallbackMaxSize() {
        return callbackMaxSize;
    }

    public void setCallbackMaxSize(String callbackMaxSize) {
        this.callbackMaxSize = callbackMaxSize;
    }

    public int getCallbackMaxSessions() {
        return callbackMaxSessions;
    }

    public void setCallbackMaxSessions(int callbackMaxSessions) {
        this.callbackMaxSessions = callbackMaxSessions;
    }

    public @Nullable String getCallbackDocument() {
        return callbackDocument;
    }

    public void setCallbackDocument(@Nullable String callbackDocument) {
        this.callbackDocument = callbackDocument;
    }

    public @Nullable DeliveryLog getDeliveryLog() {
        return deliveryLog;
    }

    public void setDeliveryLog(@Nullable DeliveryLog deliveryLog) {
        this.deliveryLog = deliveryLog;
    }

    public @Nullable Object getStore() {
        return store;
    }

    public void setStore(@Nullable Object store) {
        this.store = store;
    }

    public @Nullable String getStoreNode() {
        return storeNode;
    }

    public void setStoreNode(@Nullable String storeNode) {
        this.storeNode = storeNode;
    }

    public String getStoreLease() {
        return storeLease;
    }

    public void setStoreLease(String storeLease) {
        this.storeLease = storeLease;
    }

    public String getStoreKeepIds() {
        return storeKeepIds;
    }

    public void setStoreKeepIds(String storeKeepIds) {
        this.storeKeepIds = storeKeepIds;
    }

    public String getStoreKeepDeadLetters() {
        return storeKeepDeadLetters;
    }

    public void setStoreKeepDeadLetters(String storeKeepDeadLetters) {
        this.storeKeepDeadLetters = storeKeepDeadLetters;
    }

    public @Nullable StoreEncryption getStoreEncryption() {
        return storeEncryption;
    }

    public void setStoreEncryption(@Nullable StoreEncryption storeEncryption) {
        this.storeEncryption = storeEncryption;
    }

    public int getMaxConnections() {
        return maxConnections;
    }

    public void setMaxConnections(int maxConnections) {
        this.maxConnections = maxConnections;
    }

    public int getMaxConnectionsPerRoute() {
        return maxConnectionsPerRoute;
    }

    public void setMaxConnectionsPerRoute(int maxConnectionsPerRoute) {
        this.maxConnectionsPerRoute = maxConnectionsPerRoute;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    public @Nullable String getProxy() {
        return proxy;
    }

    public void setProxy(@Nullable String proxy) {
        this.proxy = proxy;
    }

    public @Nullable String getNonProxyHosts() {
        return nonProxyHosts;
    }

    public void setNonProxyHosts(@Nullable String nonProxyHosts) {
        this.nonProxyHosts = nonProxyHosts;
    }

    public boolean isUseSystemProperties() {
        return useSystemProperties;
    }

    public void setUseSystemProperties(boolean useSystemProperties) {
        this.useSystemProperties = useSystemProperties;
    }

    public Map<String, Object> getVia() {
        return via;
    }

    public void setVia(Map<String, Object> via) {
        this.via = via;
    }

    public String getTimeout() {
        return timeout;
    }

    public void setTimeout(String timeout) {
        this.timeout = timeout;
    }

    public @Nullable String getTotal() {
        return total;
    }

    public void setTotal(@Nullable String total) {
        this.total = total;
    }

    public int getMaxAttempts() {
        return maxAttempts;
    }

    public void setMaxAttempts(int maxAttempts) {
        this.maxAttempts = maxAttempts;
    }

    public String getMaxResponseSize() {
        return maxResponseSize;
    }

    public void setMaxResponseSize(String maxResponseSize) {
        this.maxResponseSize = maxResponseSize;
    }
}
