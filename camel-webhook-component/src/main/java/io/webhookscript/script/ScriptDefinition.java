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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.webhookscript.script.yaml.CoreScalars;
import io.webhookscript.script.yaml.ScriptFileName;
import io.webhookscript.script.yaml.SpelledNumbers;
import io.webhookscript.template.Expression;

import static java.util.Collections.unmodifiableMap;

/**
 * A script file, read, checked and compiled. Defaults that belong to the script format are filled in; those that belong
 * to the component (timeout, total, attempts, response size) are empty when the file does not name them.
 *
 * @param contextNumbers names of the values of {@code context} that are numbers in the file
 */
public record ScriptDefinition(
        String name, Optional<String> description, Optional<String> tenant, UseCase useCase, List<String> inputs,
        boolean active,
        Execution execution, Optional<Expression> id, Optional<IdempotencyKey> idempotencyKey, Map<String, String> context,
        RequestDefinition request, LimitsDefinition limits, ResponseDefinition response, List<Trigger> triggers,
        Optional<DeadLetter> deadLetter, Optional<CallbackDefinition> callback, boolean strict, List<ScriptTest> tests,
        Set<String> contextNumbers, Optional<Ordered> ordered, PrivacyDefinition privacy) {

    public ScriptDefinition {
        if (!ScriptFileName.NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "`" + name + "` is not a name for a script, expected " + ScriptFileName.EXPECTED_NAME);
        }
        inputs = List.copyOf(inputs);
        context = unmodifiableMap(new LinkedHashMap<>(context));
        triggers = List.copyOf(triggers);
        tests = List.copyOf(tests);
        contextNumbers = Set.copyOf(contextNumbers);
    }

    /**
     * The context's values as templates read them: what the file has as a number is one, as long as the number looks
     * like the text.
     *
     * @param effective values by name, those of the environment and the endpoint among them
     */
    public Map<String, ?> contextValues(Map<String, String> effective) {
        if (contextNumbers.isEmpty()) {
            return effective;
        }
        Map<String, Object> values = new LinkedHashMap<>(effective);
        for (String name : contextNumbers) {
            String text = effective.get(name);
            if (text != null && SpelledNumbers.isJson(text) && CoreScalars.valueOf(text).orElse(text) instanceof Number number
                    && text.equals(number.toString())) {
                values.put(name, number);
            }
        }
        return unmodifiableMap(values);
    }

    /** Creates a script without a callback. */
    public ScriptDefinition(
                            String name, Optional<String> description, Optional<String> tenant, UseCase useCase,
                            List<String> inputs,
                            boolean active, Execution execution, Optional<Expression> id,
                            Optional<IdempotencyKey> idempotencyKey,
                            Map<String, String> context, RequestDefinition request, LimitsDefinition limits,
                            ResponseDefinition response,
                            List<Trigger> triggers, Optional<DeadLetter> deadLetter, boolean strict, List<ScriptTest> tests) {
        this(name, description, tenant, useCase, inputs, active, execution, id, idempotencyKey, context, request, limits,
             response,
             triggers, deadLetter, Optional.empty(), strict, tests, Set.of(), Optional.empty(), PrivacyDefinition.NONE);
    }

    /** Whether the caller waits for the outcome. */
    public enum Execution {
        SYNC,
        ASYNC
    }

    /** @param value empty means the message id */
    public record IdempotencyKey(String header, Optional<Expression> value, boolean quoted) {
    }

    /** An event type, or a prefix that ends in {@code .*}, with a condition. */
    public record Trigger(String event, Optional<Expression> when, List<String> channels) {

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
    public record DeadLetter(Optional<String> to, Optional<CallerSees> caller) {

        /** The reserved name of the component's store. */
        public static final String STORE = "store";
    }

    /** The result for the caller of a failed, dead-lettered delivery. */
    public enum CallerSees {
        FAILURE,
        SUCCESS
    }
}
