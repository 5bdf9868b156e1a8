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

    /** Values of context for all scripts, by name. They win over those in the script files. */
    private @Nullable Map<String, String> context;
    /**
     * Endpoint that takes failed deliveries of scripts that name none, as one JSON document each: a URI, or a name of
     * deadLetters.
     */
    private @Nullable String deadLetter;
    /**
     * Whether the context starts although script files are broken. Then only their scripts are missing, and calls to
     * them fail with their problems.
     */
    private @Nullable Boolean ignoreBrokenScripts;
    /**
     * Whether the producer should be started lazy (on the first message). By starting lazy you can use this to allow
     * CamelContext and routes to startup in situations where a producer may otherwise fail during starting and cause
     * the route to fail being started. By deferring this startup to be lazy then the startup failure can be handled
     * during routing messages via Camel's routing error handlers. Beware that when the first message is processed then
     * creating and starting the producer may take a little time and prolong the total processing time of the
     * processing.
     */
    private @Nullable Boolean lazyStartProducer;
    /** Attempts of a delivery, the first included, of scripts that name none. */
    private @Nullable Integer maxAttempts;
    /** How many deliveries with execution async may be in memory at a time. More are refused. */
    private @Nullable Integer maxPending;
    /**
     * How much memory the events of these deliveries may take, about, such as 64MiB or 1GB. More are refused. An event
     * of JSON takes several times its length.
     */
    private @Nullable String maxPendingBytes;
    /** Largest response of scripts that name none, after decompression, such as 512KiB or 2MB. */
    private @Nullable String maxResponseSize;
    /**
     * Folders and files with scripts (NAME.webhookscript.yaml or .json), comma-separated, each with classpath: or file:
     * before it. Sub-folders are read, too.
     */
    private @Nullable String scripts;
    /** Deadline of one attempt of scripts that name none, from the lease of a connection to the last byte. */
    private @Nullable String timeout;
    /**
     * Longest time of a whole delivery, waits included, of scripts that name none. 60s for execution sync and 24h for
     * async when not set.
     */
    private @Nullable String total;
    /** Folders and files with use cases of your own, comma-separated, each with classpath: or file: before it. */
    private @Nullable String useCases;
    /**
     * Whether changed, new and removed files of file: folders are taken while the context runs. A broken file changes
     * nothing.
     */
    private @Nullable Boolean watch;
    /**
     * Whether autowiring is enabled. This is used for automatic autowiring options (the option must be marked as
     * autowired) by looking up in the registry to find if there is a single instance of matching type, which then gets
     * configured on the component. This can be used for automatic configuring JDBC data sources, JMS connection
     * factories, AWS Clients, etc.
     */
    private @Nullable Boolean autowiredEnabled;
    /**
     * Keeps what became of each delivery: memory for the latest 1,000, or a bean of type
     * io.webhookscript.deliverylog.DeliveryLog. None when not set.
     */
    private @Nullable String deliveryLog;
    /** HTTP connections in all. */
    private @Nullable Integer maxConnections;
    /** HTTP connections to one host. */
    private @Nullable Integer maxConnectionsPerRoute;
    /**
     * Hosts that are called without the component's proxy, as http.nonProxyHosts of the JDK names them: separated by a
     * vertical bar. A star stands for any characters.
     */
    private @Nullable String nonProxyHosts;
    /** HTTP proxy of scripts that say nothing of one: http://host:port. */
    private @Nullable String proxy;
    /**
     * Whether the JDK's system properties http.proxyHost, http.proxyPort, https.proxyHost, https.proxyPort and
     * http.nonProxyHosts are honoured, as they are when the component starts. The options proxy and nonProxyHosts win
     * over them.
     */
    private @Nullable Boolean useSystemProperties;
    /**
     * Endpoints of camel-http that make the calls of scripts which name them by request.via, by name: a URI of http or
     * https with its options, or a bean. Such calls go to the host of that URI alone.
     */
    private @Nullable Map<String, String> via;
    /**
     * Addresses that may be called beyond public ones, comma-separated: loopback, private, networks such as
     * 10.1.0.0/16, host names. A script cannot widen it.
     */
    private @Nullable String allow;
    /**
     * Hosts that event data may choose in a URL, comma-separated. A star and a dot before a domain stand for all its
     * subdomains.
     */
    private @Nullable String allowHosts;
    /**
     * Endpoints that scripts may name by deadLetter.to, by name: a URI each. A script cannot send its failed deliveries
     * anywhere else.
     */
    private @Nullable Map<String, String> deadLetters;
    /**
     * Options that an endpoint may have although its URI is made of a message, by toD or recipientList, say:
     * deadLetter, replay, dryRun, comma-separated. Such a URI may hold what the sender of the event chose. None when
     * not set; in a URI that stands in a route all are allowed.
     */
    private @Nullable String dynamicOptions;
    /**
     * Languages that scripts may use beside templates, comma-separated. The default ones read data and nothing else. An
     * author of a script who may use mvel can do whatever Java can; Camel's other languages can call beans.
     */
    private @Nullable String languages;
    /**
     * Which properties secret.KEY of a script stands for: webhookscript.secret.KEY for all scripts, only
     * webhookscript.secret.SCRIPT.KEY, or only webhookscript.secret.TENANT.KEY. The tenant is what the script says.
     */
    private @Nullable String secretScope;
    /** Enable usage of global SSL context parameters. They hold for scripts that name no tls. */
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

    public @Nullable Boolean getLazyStartProducer() {
        return lazyStartProducer;
    }

    public void setLazyStartProducer(@Nullable Boolean lazyStartProducer) {
        this.lazyStartProducer = lazyStartProducer;
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

    public @Nullable Boolean getAutowiredEnabled() {
        return autowiredEnabled;
    }

    public void setAutowiredEnabled(@Nullable Boolean autowiredEnabled) {
        this.autowiredEnabled = autowiredEnabled;
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

    public @Nullable Boolean getUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    public void setUseGlobalSslContextParameters(@Nullable Boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }
}
