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
package io.webhookscript.request.event;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.webhookscript.script.Script;
import io.webhookscript.secret.Masker;
import io.webhookscript.template.DataRoots;
import io.webhookscript.template.TemplateException;
import io.webhookscript.template.Undefined;
import io.webhookscript.value.Members;
import org.jspecify.annotations.Nullable;

/**
 * The data that the templates of one delivery may read.
 *
 * @param variables       exchange variables, by name; any object, converted when it is read
 * @param headers         inbound message headers, names in any case; any object, converted when it is read
 * @param context         effective values, by name
 * @param endpointContext names in {@code context} that the call has set by endpoint options or a variable; their values
 *                        are not trusted for a URL's origin
 * @param hops            the value of {@code Webhook-Hops} for the receiver: 1 for an event that did not come from a
 *                        webhook
 * @param secret          reads the current value of a secret; called on every attempt
 */
public record TemplateInputs(
        Script script, EventSnapshot event, Function<String, @Nullable Object> variables,
        Function<String, @Nullable Object> headers,
        Map<String, String> context, Set<String> endpointContext, MessageIdentity message, Instant now, int hops,
        Function<String, Optional<String>> secret, Masker masker) {

    public TemplateInputs {
        context = Map.copyOf(context);
        endpointContext = Set.copyOf(endpointContext);
    }

    /** The fixed root {@code message}. */
    public record MessageIdentity(String id, Instant timestamp, @Nullable String type) {

        Map<String, @Nullable Object> fields() {
            return type != null
                    ? Members.of("id", id, "timestamp", timestamp, "type", type)
                    : Members.of("id", id, "timestamp", timestamp);
        }
    }

    /** The same data with the event in another form. */
    public TemplateInputs withEvent(EventSnapshot other) {
        return new TemplateInputs(
                script, other, variables, headers, context, endpointContext, message, now, hops, secret, masker);
    }

    /** The same data for another version of the script. */
    public TemplateInputs withScript(Script other) {
        return new TemplateInputs(
                other, event, variables, headers, context, endpointContext, message, now, hops, secret, masker);
    }

    /** The same data with another identity, for data that was used to find the id. */
    public TemplateInputs withMessage(MessageIdentity other) {
        return new TemplateInputs(
                script, event, variables, headers, context, endpointContext, other, now, hops, secret, masker);
    }

    /**
     * The source's id of the event, rendered by the script's {@code id}; empty without an {@code id}, and when it
     * renders to an empty text.
     *
     * @throws TemplateException when it cannot be rendered
     */
    public Optional<String> ownId() {
        return Optional.ofNullable(script.definition().events().id()).map(expression -> {
            Object value = expression.evaluate(roots());
            return value == null || value == Undefined.UNDEFINED ? "" : value.toString();
        }).filter(id -> !id.isEmpty());
    }

    /**
     * The data roots of templates, for one thread. They may be kept as long as secrets may be kept (at most one
     * attempt).
     */
    public DataRoots roots() {
        return roots(Map.of());
    }

    /** The data roots of a value that has another value in each attempt: with {@code message.attempt}. */
    public DataRoots roots(AttemptNumber attempt) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(message.fields());
        fields.put("attempt", (long) attempt.number());
        fields.put("attemptsLeft", (long) attempt.left());
        return roots(Map.of("message", fields));
    }

    /** The data roots with further fixed ones, such as {@code response}; the event cannot hide them. */
    public DataRoots roots(Map<String, @Nullable Object> further) {
        return new DeliveryRoots(this, further);
    }
}
