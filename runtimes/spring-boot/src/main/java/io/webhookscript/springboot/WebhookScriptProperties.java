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
package io.webhookscript.springboot;

import java.util.Map;

import org.apache.camel.spring.boot.ComponentConfigurationPropertiesCommon;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The options of the component, as editors offer them in {@code application.properties}. What is not set stays as the
 * component has it, so that a component which the application makes a bean keeps what was set there. A misspelt option
 * fails the start of the application.
 */
@ConfigurationProperties(prefix = WebhookScriptProperties.PREFIX, ignoreUnknownFields = false)
public class WebhookScriptProperties extends ComponentConfigurationPropertiesCommon {

    static final String SCHEME = "webhookscript";

    static final String PREFIX = "camel.component." + SCHEME;

    /** Values of context for all scripts, by name. They override those in the script files. */
    private @Nullable Map<String, String> context;
    /**
     * Endpoint that receives each failed delivery as a JSON document, for scripts that do not name an endpoint: a URI,
     * a name of deadLetters, or store for the durable store, which is the default if there is one.
     */
    private @Nullable String deadLetter;
    /**
     * Whether the context starts although script files are broken. Then only the broken scripts are unavailable, and
     * calls to them fail with the problems of their files.
     */
    private @Nullable Boolean ignoreBrokenScripts;
    /** Maximum number of attempts of a delivery, including the first, for scripts that do not set one. */
    private @Nullable Integer maxAttempts;
    /** Maximum number of deliveries with execution async in memory at a time. Further events are rejected. */
    private @Nullable Integer maxPending;
    /**
     * Approximate maximum memory for the events of these deliveries, such as 64MiB or 1GB. Further events are rejected.
     * A JSON event needs several times its length.
     */
    private @Nullable String maxPendingBytes;
    /** Maximum size of a response after decompression, such as 512KiB or 2MB, for scripts that do not set one. */
    private @Nullable String maxResponseSize;
    /**
     * Folders and files with scripts (NAME.webhookscript.yaml or .json), comma-separated, each prefixed with classpath:
     * or file:. Sub-folders are included.
     */
    private @Nullable String scripts;
    /**
     * Durable store for accepted events: sqlite:FILE, jdbc:#dataSource, or a bean of type
     * io.webhookscript.store.WebhookStore. With it, an event for a script with execution async is accepted when it is
     * stored, and survives a restart. The first two need the artifact camel-webhookscript-store. Accepted events are
     * only in memory when not set.
     */
    private @Nullable String store;
    /** Timeout of one attempt, from the lease of a connection to the last byte, for scripts that do not set one. */
    private @Nullable String timeout;
    /**
     * Maximum time of a whole delivery, waits included, for scripts that do not set one. 60s for execution sync and 24h
     * for async when not set.
     */
    private @Nullable String total;
    /** Folders and files with custom use cases, comma-separated, each prefixed with classpath: or file:. */
    private @Nullable String useCases;
    /**
     * Whether changed, new and removed files in file: folders are reloaded while the context runs. A broken file is
     * ignored, and the previous version stays active.
     */
    private @Nullable Boolean watch;
    /**
     * Allows for bridging the consumer to the Camel routing Error Handler, which mean any exceptions (if possible)
     * occurred while the Camel consumer is trying to pickup incoming messages, or the likes, will now be processed as a
     * message and handled by the routing Error Handler. Important: This is only possible if the 3rd party component
     * allows Camel to be alerted if an exception was thrown. Some components handle this internally only, and therefore
     * bridgeErrorHandler is not possible. In other situations we may improve the Camel component to hook into the 3rd
     * party component and make this possible for future releases. By default the consumer will use the
     * org.apache.camel.spi.ExceptionHandler to deal with exceptions, that will be logged at WARN or ERROR level and
     * ignored.
     */
    private @Nullable Boolean bridgeErrorHandler;
    /**
     * Whether the producer should be started lazy (on the first message). By starting lazy you can use this to allow
     * CamelContext and routes to startup in situations where a producer may otherwise fail during starting and cause
     * the route to fail being started. By deferring this startup to be lazy then the startup failure can be handled
     * during routing messages via Camel's routing error handlers. Beware that when the first message is processed then
     * creating and starting the producer may take a little time and prolong the total processing time of the
     * processing.
     */
    private @Nullable Boolean lazyStartProducer;
    /**
     * Whether autowiring is enabled. This is used for automatic autowiring options (the option must be marked as
     * autowired) by looking up in the registry to find if there is a single instance of matching type, which then gets
     * configured on the component. This can be used for automatic configuring JDBC data sources, JMS connection
     * factories, AWS Clients, etc.
     */
    private @Nullable Boolean autowiredEnabled;
    /**
     * Path of the web server, such as /callbacks/openapi.json, at which everybody can read an OpenAPI document of the
     * callbacks. None is served when not set.
     */
    private @Nullable String callbackDocument;
    /**
     * Maximum number of open sessions of all callbacks in memory. Beyond it, the session without calls and response
     * events for the longest time ends.
     */
    private @Nullable Integer callbackMaxSessions;
    /**
     * Stores the outcome of each delivery: memory keeps the latest 1,000, or the name of a bean of type
     * io.webhookscript.deliverylog.DeliveryLog. When not set, the component's store is used; without one, nothing is
     * stored.
     */
    private @Nullable String deliveryLog;
    /** Maximum number of HTTP connections in total. */
    private @Nullable Integer maxConnections;
    /** Maximum number of HTTP connections to one host. */
    private @Nullable Integer maxConnectionsPerRoute;
    /**
     * Hosts that are called without the component's proxy, in the format of the JDK's http.nonProxyHosts: separated by
     * a vertical bar. A star matches any characters.
     */
    private @Nullable String nonProxyHosts;
    /** HTTP proxy for scripts that do not set one: http://host:port. */
    private @Nullable String proxy;
    /** Time for which the store keeps a dead letter. */
    private @Nullable String storeKeepDeadLetters;
    /**
     * Time for which the store knows the id of an event that was delivered or has failed, so that it is not accepted
     * again when its source sends it again.
     */
    private @Nullable String storeKeepIds;
    /** Time after which another node takes over the events of a node that has ended. */
    private @Nullable String storeLease;
    /**
     * Name of this node in the store, which is the same after a restart and different from that of every other node
     * with the same database. The store chooses one when not set.
     */
    private @Nullable String storeNode;
    /**
     * Whether the JDK's system properties http.proxyHost, http.proxyPort, https.proxyHost, https.proxyPort and
     * http.nonProxyHosts are used. They are read when the component starts. The options proxy and nonProxyHosts
     * override them.
     */
    private @Nullable Boolean useSystemProperties;
    /**
     * Endpoints of camel-http, by name: an http or https URI with its options, or a bean. A script with request.via
     * sends its calls through the endpoint of that name, and only to the host of its URI.
     */
    private @Nullable Map<String, String> via;
    /**
     * Addresses that may be called in addition to public ones, comma-separated: loopback, private, networks such as
     * 10.1.0.0/16, host names. A script cannot extend this list.
     */
    private @Nullable String allow;
    /**
     * Hosts that event data may choose in a URL, comma-separated. A star and a dot before a domain match all its
     * subdomains.
     */
    private @Nullable String allowHosts;
    /**
     * Maximum size of a response event that a callback receives, such as 64KiB or 1MB. The web server of the runtime
     * has a limit of its own.
     */
    private @Nullable String callbackMaxSize;
    /**
     * Endpoint URIs, by name, that scripts may use in deadLetter.to. A script cannot send its failed deliveries to any
     * other endpoint.
     */
    private @Nullable Map<String, String> deadLetters;
    /**
     * Options that are allowed in an endpoint URI that a message creates, for example by toD or recipientList:
     * deadLetter, replay, dryRun, action, comma-separated. The sender of an event may control such a URI. None is
     * allowed when not set. A URI in a route may use all of them.
     */
    private @Nullable String dynamicOptions;
    /**
     * Languages that scripts may use besides templates, comma-separated. The default ones can only read data. An
     * expression in mvel can do everything that Java can; Camel's other languages can call beans.
     */
    private @Nullable String languages;
    /**
     * Which properties secret.KEY of a script can read: webhookscript.secret.KEY for all scripts, only
     * webhookscript.secret.SCRIPT.KEY, or only webhookscript.secret.TENANT.KEY. The script names its tenant.
     */
    private @Nullable String secretScope;
    /** Encryption of what the store keeps. Nothing is encrypted when not set. */
    private @Nullable String storeEncryption;
    /** Enable usage of global SSL context parameters. They apply to scripts without tls. */
    private @Nullable Boolean useGlobalSslContextParameters;

    public @Nullable Map<String, String> getContext() {
        return context;
    }

    public void setContext(@Nullable Map<String, String> context) {
        this.context = context;
    }

    public @Nullable String getDeadLetter() {
        return deadLetter;
    }

    public void setDeadLetter(@Nullable String deadLetter) {
        this.deadLetter = deadLetter;
    }

    public @Nullable Boolean getIgnoreBrokenScripts() {
        return ignoreBrokenScripts;
    }

    public void setIgnoreBrokenScripts(@Nullable Boolean ignoreBrokenScripts) {
        this.ignoreBrokenScripts = ignoreBrokenScripts;
    }

    public @Nullable Integer getMaxAttempts() {
        return maxAttempts;
    }

    public void setMaxAttempts(@Nullable Integer maxAttempts) {
        this.maxAttempts = maxAttempts;
    }

    public @Nullable Integer getMaxPending() {
        return maxPending;
    }

    public void setMaxPending(@Nullable Integer maxPending) {
        this.maxPending = maxPending;
    }

    public @Nullable String getMaxPendingBytes() {
        return maxPendingBytes;
    }

    public void setMaxPendingBytes(@Nullable String maxPendingBytes) {
        this.maxPendingBytes = maxPendingBytes;
    }

    public @Nullable String getMaxResponseSize() {
        return maxResponseSize;
    }

    public void setMaxResponseSize(@Nullable String maxResponseSize) {
        this.maxResponseSize = maxResponseSize;
    }

    public @Nullable String getScripts() {
        return scripts;
    }

    public void setScripts(@Nullable String scripts) {
        this.scripts = scripts;
    }

    public @Nullable String getStore() {
        return store;
    }

    public void setStore(@Nullable String store) {
        this.store = store;
    }

    public @Nullable String getTimeout() {
        return timeout;
    }

    public void setTimeout(@Nullable String timeout) {
        this.timeout = timeout;
    }

    public @Nullable String getTotal() {
        return total;
    }

    public void setTotal(@Nullable String total) {
        this.total = total;
    }

    public @Nullable String getUseCases() {
        return useCases;
    }

    public void setUseCases(@Nullable String useCases) {
        this.useCases = useCases;
    }

    public @Nullable Boolean getWatch() {
        return watch;
    }

    public void setWatch(@Nullable Boolean watch) {
        this.watch = watch;
    }

    public @Nullable Boolean getBridgeErrorHandler() {
        return bridgeErrorHandler;
    }

    public void setBridgeErrorHandler(@Nullable Boolean bridgeErrorHandler) {
        this.bridgeErrorHandler = bridgeErrorHandler;
    }

    public @Nullable Boolean getLazyStartProducer() {
        return lazyStartProducer;
    }

    public void setLazyStartProducer(@Nullable Boolean lazyStartProducer) {
        this.lazyStartProducer = lazyStartProducer;
    }

    public @Nullable Boolean getAutowiredEnabled() {
        return autowiredEnabled;
    }

    public void setAutowiredEnabled(@Nullable Boolean autowiredEnabled) {
        this.autowiredEnabled = autowiredEnabled;
    }

    public @Nullable String getCallbackDocument() {
        return callbackDocument;
    }

    public void setCallbackDocument(@Nullable String callbackDocument) {
        this.callbackDocument = callbackDocument;
    }

    public @Nullable Integer getCallbackMaxSessions() {
        return callbackMaxSessions;
    }

    public void setCallbackMaxSessions(@Nullable Integer callbackMaxSessions) {
        this.callbackMaxSessions = callbackMaxSessions;
    }

    public @Nullable String getDeliveryLog() {
        return deliveryLog;
    }

    public void setDeliveryLog(@Nullable String deliveryLog) {
        this.deliveryLog = deliveryLog;
    }

    public @Nullable Integer getMaxConnections() {
        return maxConnections;
    }

    public void setMaxConnections(@Nullable Integer maxConnections) {
        this.maxConnections = maxConnections;
    }

    public @Nullable Integer getMaxConnectionsPerRoute() {
        return maxConnectionsPerRoute;
    }

    public void setMaxConnectionsPerRoute(@Nullable Integer maxConnectionsPerRoute) {
        this.maxConnectionsPerRoute = maxConnectionsPerRoute;
    }

    public @Nullable String getNonProxyHosts() {
        return nonProxyHosts;
    }

    public void setNonProxyHosts(@Nullable String nonProxyHosts) {
        this.nonProxyHosts = nonProxyHosts;
    }

    public @Nullable String getProxy() {
        return proxy;
    }

    public void setProxy(@Nullable String proxy) {
        this.proxy = proxy;
    }

    public @Nullable String getStoreKeepDeadLetters() {
        return storeKeepDeadLetters;
    }

    public void setStoreKeepDeadLetters(@Nullable String storeKeepDeadLetters) {
        this.storeKeepDeadLetters = storeKeepDeadLetters;
    }

    public @Nullable String getStoreKeepIds() {
        return storeKeepIds;
    }

    public void setStoreKeepIds(@Nullable String storeKeepIds) {
        this.storeKeepIds = storeKeepIds;
    }

    public @Nullable String getStoreLease() {
        return storeLease;
    }

    public void setStoreLease(@Nullable String storeLease) {
        this.storeLease = storeLease;
    }

    public @Nullable String getStoreNode() {
        return storeNode;
    }

    public void setStoreNode(@Nullable String storeNode) {
        this.storeNode = storeNode;
    }

    public @Nullable Boolean getUseSystemProperties() {
        return useSystemProperties;
    }

    public void setUseSystemProperties(@Nullable Boolean useSystemProperties) {
        this.useSystemProperties = useSystemProperties;
    }

    public @Nullable Map<String, String> getVia() {
        return via;
    }

    public void setVia(@Nullable Map<String, String> via) {
        this.via = via;
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

    public @Nullable String getCallbackMaxSize() {
        return callbackMaxSize;
    }

    public void setCallbackMaxSize(@Nullable String callbackMaxSize) {
        this.callbackMaxSize = callbackMaxSize;
    }

    public @Nullable Map<String, String> getDeadLetters() {
        return deadLetters;
    }

    public void setDeadLetters(@Nullable Map<String, String> deadLetters) {
        this.deadLetters = deadLetters;
    }

    public @Nullable String getDynamicOptions() {
        return dynamicOptions;
    }

    public void setDynamicOptions(@Nullable String dynamicOptions) {
        this.dynamicOptions = dynamicOptions;
    }

    public @Nullable String getLanguages() {
        return languages;
    }

    public void setLanguages(@Nullable String languages) {
        this.languages = languages;
    }

    public @Nullable String getSecretScope() {
        return secretScope;
    }

    public void setSecretScope(@Nullable String secretScope) {
        this.secretScope = secretScope;
    }

    public @Nullable String getStoreEncryption() {
        return storeEncryption;
    }

    public void setStoreEncryption(@Nullable String storeEncryption) {
        this.storeEncryption = storeEncryption;
    }

    public @Nullable Boolean getUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    public void setUseGlobalSslContextParameters(@Nullable Boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }
}
