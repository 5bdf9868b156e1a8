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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.delivery.DeliveryOverrides;
import io.webhookscript.delivery.route.DeliveryRouteListener;
import io.webhookscript.delivery.route.EventAddress;
import io.webhookscript.script.ScriptDefinition.Execution;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Send webhooks that a script file describes: rendered, rate-limited, retried, guarded by a circuit breaker, signed,
 * and with the response mapped back; and receive the response events of their receivers.
 */
@UriEndpoint(firstVersion = "0.1.0", scheme = WebhookScriptConstants.SCHEME, title = "Webhookscript",
             syntax = "webhookscript:name", category = { Category.HTTP, Category.API },
             headersClass = WebhookScriptConstants.class)
public class WebhookScriptEndpoint extends DefaultEndpoint implements MultipleConsumersSupport {

    /** Options that only the author of a route may set, never the sender of an event. */
    static final List<String> AUTHORS_OPTIONS = List.of("deadLetter", "replay", "dryRun", "action");

    /** The path of the endpoint for the dead letters in the store. No script may have this name. */
    private static final String DEAD_LETTERS = "deadletters";

    private static final String CALLBACK = "callback:";

    @UriPath(description = "Name of the script; or event:TYPE for all scripts with a trigger for events of that type; or"
                           + " event when each message has its type in a header or is a CloudEvent; or deadletters for"
                           + " the dead letters in the store. A route that begins"
                           + " with callback:NAME receives the response events of the script NAME.")
    @Metadata(required = true)
    private String name;
    @UriParam(prefix = "context.", multiValue = true,
              description = "Values of context, by name, for calls of this endpoint. They override those of the"
                            + " script, the component and the properties.")
    private @Nullable Map<String, Object> context;
    @UriParam(javaType = "java.time.Duration",
              description = "Timeout of one attempt, from the lease of a connection to the last byte. The script's"
                            + " own value applies when not set.")
    private @Nullable String timeout;
    @UriParam(enums = "sync,async",
              description = "Whether the caller waits for the outcome. The script's own value applies when not set.")
    private @Nullable String execution;
    @UriParam(label = "advanced",
              description = "Endpoint that receives failed deliveries: a URI, a name of the component's"
                            + " deadLetters, or store for its durable store. The value of the script, or else of the component, applies when not set.")
    private @Nullable String deadLetter;
    @UriParam(label = "advanced",
              description = "Whether the body is a dead-letter document. Its event is then delivered again under the"
                            + " same message id.")
    private boolean replay;
    @UriParam(label = "advanced",
              description = "Whether the request is only rendered and not sent. The body becomes a map of method,"
                            + " url, headers, body, messageId and problems, with secrets masked.")
    private boolean dryRun;

    @UriParam(label = "advanced", enums = "list,count,get,replay,replays,stop,discard",
              description = "What is done with the dead letters in the store; only for webhookscript:deadletters.")
    private @Nullable String action;
    @UriParam(label = "advanced", prefix = "filter.", multiValue = true,
              description = "Values that select dead letters, by name; only for webhookscript:deadletters: script,"
                            + " messageId, outcome, status, from, until, text and replayed. The body may contain further"
                            + " ones, and cannot change these.")
    private @Nullable Map<String, Object> filter;

    private final @Nullable DeliveryRouteListener deliveryRoute;

    public WebhookScriptEndpoint(String uri, WebhookScriptComponent component, String name) {
        this(uri, component, name, null);
    }

    /** @param deliveryRoute the listener of the delivery route that begins here; null for all other endpoints */
    WebhookScriptEndpoint(String uri, WebhookScriptComponent component, String name,
                          @Nullable DeliveryRouteListener deliveryRoute) {
        super(uri, component);
        this.name = name;
        this.deliveryRoute = deliveryRoute;
    }

    /** Fails when no script of that name is loaded, so that a misspelt name stops the start of its route. */
    @Override
    public Producer createProducer() {
        if (callbackOf().isPresent()) {
            throw new IllegalArgumentException(
                    "to(\"webhookscript:" + name + "\"): a callback receives events, so a route can only begin with it");
        }
        if (name.equals(DEAD_LETTERS)) {
            return new DeadLettersProducer(this, getComponent());
        }
        if (action != null || filter != null) {
            throw new IllegalArgumentException(
                    "to(\"webhookscript:" + name + "\"): the options action and filter are only for"
                                               + " webhookscript:" + DEAD_LETTERS);
        }
        Optional<EventAddress> events = EventAddress.of(name);
        if (events.isPresent()) {
            return new WebhookScriptEventProducer(this, getComponent(), events.get());
        }
        getComponent().checkScript(name);
        getComponent().checkExecution(name, execution);
        return new WebhookScriptProducer(this, getComponent());
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        Optional<String> callbackOf = callbackOf();
        if (callbackOf.isPresent()) {
            Consumer consumer = getComponent().callbackConsumer(this, processor, callbackOf.get());
            configureConsumer(consumer);
            return consumer;
        }
        if (deliveryRoute == null) {
            throw new IllegalArgumentException(
                    "from(\"webhookscript:" + name + "\"): a route cannot begin here, since this component sends webhooks;"
                                               + " use to(\"webhookscript:" + name
                                               + "\"), from(\"webhookscript:callback:" + name
                                               + "\") for its response events, or Camel's own webhook component to"
                                               + " receive webhooks");
        }
        WebhookScriptConsumer consumer = new WebhookScriptConsumer(this, processor, deliveryRoute);
        configureConsumer(consumer);
        return consumer;
    }

    /** Two versions of a script run side by side while the old one is drained. */
    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }

    /** The script whose response events a route receives here; empty when the endpoint calls a script. */
    private Optional<String> callbackOf() {
        return name.startsWith(CALLBACK) ? Optional.of(name.substring(CALLBACK.length())) : Optional.empty();
    }

    /** The path by which a route with this endpoint uses a script; empty for the script's own delivery route. */
    Optional<String> usedPath() {
        return deliveryRoute != null ? Optional.empty() : Optional.of(name);
    }

    @Override
    public WebhookScriptComponent getComponent() {
        return (WebhookScriptComponent) super.getComponent();
    }

    /** The options of {@link #AUTHORS_OPTIONS} that are set, in any notation. */
    List<String> authorsOptions() {
        return AUTHORS_OPTIONS.stream().filter(option -> switch (option) {
            case "deadLetter" -> deadLetter != null;
            case "replay" -> replay;
            case "action" -> action != null;
            default -> dryRun;
        }).toList();
    }

    DeliveryOverrides overrides() {
        Map<String, String> texts = new HashMap<>();
        if (context != null) {
            context.forEach((key, value) -> texts.put(key, String.valueOf(value)));
        }
        return new DeliveryOverrides(
                texts, Optional.ofNullable(timeout).map(text -> WebhookScriptComponent.duration("timeout", text)).orElse(null),
                dryRun,
                replay,
                Optional.ofNullable(execution).map(WebhookScriptEndpoint::execution).orElse(null),
                Optional.ofNullable(deadLetter).map(this::checkedDeadLetter).orElse(null));
    }

    /** A name stays a name: the URI behind it may contain a password, and a store keeps what is given. */
    private String checkedDeadLetter(String given) {
        getComponent().deadLetterEndpoints().uri(given);
        return given;
    }

    private static Execution execution(String word) {
        return switch (word) {
            case "sync" -> Execution.SYNC;
            case "async" -> Execution.ASYNC;
            default -> throw new IllegalArgumentException("execution=" + word + ": expected sync or async");
        };
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public @Nullable Map<String, Object> getContext() {
        return context;
    }

    public void setContext(@Nullable Map<String, Object> context) {
        this.context = context;
    }

    public @Nullable String getTimeout() {
        return timeout;
    }

    public void setTimeout(@Nullable String timeout) {
        this.timeout = timeout;
    }

    public @Nullable String getExecution() {
        return execution;
    }

    public void setExecution(@Nullable String execution) {
        this.execution = execution;
    }

    public @Nullable String getDeadLetter() {
        return deadLetter;
    }

    public void setDeadLetter(@Nullable String deadLetter) {
        this.deadLetter = deadLetter;
    }

    public boolean isReplay() {
        return replay;
    }

    public void setReplay(boolean replay) {
        this.replay = replay;
    }

    public @Nullable String getAction() {
        return action;
    }

    public void setAction(@Nullable String action) {
        this.action = action;
    }

    public @Nullable Map<String, Object> getFilter() {
        return filter;
    }

    public void setFilter(@Nullable Map<String, Object> filter) {
        this.filter = filter;
    }

    public boolean isDryRun() {
        return dryRun;
    }

    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }
}
