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
package io.webhookscript.script;

import java.util.List;
import java.util.Optional;

import io.webhookscript.script.yaml.ScriptFileName;
import io.webhookscript.template.Expression;
import org.jspecify.annotations.Nullable;

/**
 * A script file, read, checked and compiled. Defaults that belong to the script format are filled in; those that belong
 * to the component (timeout, total, attempts, response size) are null when the file does not name them.
 */
public record ScriptDefinition(
        About about, Events events, ContextDefinition context, RequestDefinition request, ResponseDefinition response,
        LimitsDefinition limits, Delivery delivery, List<ScriptTest> tests) {

    public ScriptDefinition {
        tests = List.copyOf(tests);
    }

    public String name() {
        return about.name();
    }

    /** Whether a receiver can recognise a repeated call, by an idempotency key or by the id of Standard Webhooks. */
    public boolean hasRecognitionKey() {
        return delivery.idempotencyKey() != null || request.credentials().containMessageId();
    }

    /** The same script with another request. */
    public ScriptDefinition withRequest(RequestDefinition other) {
        return new ScriptDefinition(about, events, context, other, response, limits, delivery, tests);
    }

    /**
     * What the script is.
     *
     * @param active whether it accepts events
     * @param strict whether its templates fail where a value is undefined
     */
    public record About(
            String name, @Nullable String description, @Nullable String tenant, UseCase useCase, boolean active,
            boolean strict) {

        public About {
            if (!ScriptFileName.NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "`" + name + "` is not a name for a script, expected " + ScriptFileName.EXPECTED_NAME);
            }
        }
    }

    /**
     * The events that it accepts.
     *
     * @param inputs names of exchange variables that its templates read like members of the event
     * @param id     the source's id of an event
     */
    public record Events(
            List<Trigger> triggers, List<String> inputs, @Nullable Expression id, @Nullable Ordered ordered) {

        public Events {
            triggers = List.copyOf(triggers);
            inputs = List.copyOf(inputs);
        }
    }

    /** How an event is delivered, beside its request and the limits, and what is kept of it. */
    public record Delivery(
            Execution execution, @Nullable IdempotencyKey idempotencyKey, @Nullable DeadLetter deadLetter,
            @Nullable CallbackDefinition callback, PrivacyDefinition privacy) {
    }

    /** Whether the caller waits for the outcome. */
    public enum Execution {
        SYNC,
        ASYNC
    }

    /** @param value null means the message id */
    public record IdempotencyKey(String header, @Nullable Expression value, boolean quoted) {
    }

    /** An event type, or a prefix that ends in {@code .*}, with a condition. */
    public record Trigger(String event, @Nullable Expression when, List<String> channels) {

        /** The trigger of every event. */
        public static final String ALL = "*";

        private static final String BELOW = ".*";

        public Trigger {
            channels = List.copyOf(channels);
        }

        /** The prefix before {@code .*}; empty when the trigger is for one type, or for all. */
        public Optional<String> family() {
            return event.endsWith(BELOW)
                    ? Optional.of(event.substring(0, event.length() - BELOW.length())) : Optional.empty();
        }

        /**
         * Whether events of this type match, whatever their channel. {@code a.*} matches {@code a.b} and {@code a.b.c}.
         */
        public boolean matches(String type) {
            int prefix = event.length() - 1;
            return event.equals(ALL) || event.equals(type)
                    || event.endsWith(BELOW) && type.length() > prefix && type.startsWith(event.substring(0, prefix));
        }
    }

    /**
     * Stored events with the same key are delivered one after the other, in the order in which they were accepted.
     *
     * @param key an event whose key is empty has no order
     */
    public record Ordered(Expression key, OnFailure onFailure) {
    }

    /** What a failed event does to later ones with its order key. */
    public enum OnFailure {

        /** They are delivered. */
        CONTINUE,

        /** They wait until the failed one was sent again or discarded. */
        PARK
    }

    /** @param to name of an endpoint that the operator gives, or {@value #STORE}; absent: the component's */
    public record DeadLetter(@Nullable String to, @Nullable CallerSees caller) {

        /** The reserved name of the component's store. */
        public static final String STORE = "store";
    }

    /** The result for the caller of a failed, dead-lettered delivery. */
    public enum CallerSees {
        FAILURE,
        SUCCESS
    }
}
