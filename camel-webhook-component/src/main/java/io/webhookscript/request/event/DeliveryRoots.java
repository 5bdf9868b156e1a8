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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.http.message.RequestBody;
import io.webhookscript.script.UseCase;
import io.webhookscript.template.DataRoots;
import io.webhookscript.template.Reference;
import io.webhookscript.template.TemplateException;
import io.webhookscript.template.TemplateSource;
import org.jspecify.annotations.Nullable;

import static io.webhookscript.template.Undefined.UNDEFINED;

/**
 * Looks up data roots in a fixed order: values of the operator come before values of the event, so that an event can
 * never shadow them. For one thread.
 */
public final class DeliveryRoots implements DataRoots {

    private static final String SECRET = "secret.";

    private final TemplateInputs data;
    private final Map<String, @Nullable Object> further;
    /** The converted variables and headers; most templates read none. */
    private Map<String, @Nullable Object> converted = Map.of();

    public DeliveryRoots(TemplateInputs data) {
        this(data, Map.of());
    }

    public DeliveryRoots(TemplateInputs data, Map<String, @Nullable Object> further) {
        this.data = data;
        this.further = further;
    }

    @Override
    public @Nullable Object get(String root) {
        if (further.containsKey(root)) {
            return further.get(root);
        }
        return switch (root) {
            case "event" -> data.event().data();
            case "context" -> data.script().definition().context().typed(data.context());
            case "secret" -> new LazyMap(this::secret);
            case "variable" -> new LazyMap(this::variable);
            case "header" -> new LazyMap(this::header);
            case "now" -> data.now();
            case "message" -> data.message().fields();
            default -> other(root);
        };
    }

    private @Nullable Object other(String root) {
        if (data.script().definition().events().inputs().contains(root)) {
            return variable(root);
        }
        return ofEvent(root);
    }

    private @Nullable Object ofEvent(String root) {
        Map<?, ?> members = data.event().members();
        if (members.containsKey(root)) {
            return members.get(root);
        }
        UseCase useCase = data.script().definition().about().useCase();
        Optional<Object> subject = Optional.ofNullable(useCase.subject()).map(members::get);
        if (subject.isPresent() && subject.get() instanceof Map<?, ?> fields && fields.containsKey(root)) {
            return fields.get(root);
        }
        return UNDEFINED;
    }

    @Override
    public void revealed(String text) {
        data.masker().revealed(text);
    }

    private Object secret(String name) {
        String value = find(name).orElseThrow(() -> problem(
                SECRET + name, "the secret `" + name + "` is not set",
                "a value in the property webhookscript.secret." + name));
        String line = withoutLineEnd(value);
        data.masker().secret(name, line);
        return line;
    }

    /**
     * Removes the line break at the end, which files of secrets and {@code echo} add and which is not part of the
     * secret.
     */
    private static String withoutLineEnd(String value) {
        int end = value.length();
        if (value.endsWith("\n")) {
            end--;
        }
        if (end > 0 && value.charAt(end - 1) == '\r') {
            end--;
        }
        return value.substring(0, end);
    }

    /** Reads a secret; a vault may throw any exception. */
    private Optional<String> find(String name) {
        try {
            return data.secret().apply(name);
        } catch (RuntimeException e) {
            throw problem(SECRET + name, "the secret `" + name + "` cannot be read: " + e.getMessage(), "");
        }
    }

    private @Nullable Object variable(String name) {
        return converted("variable." + name, name, data.variables().apply(name));
    }

    private @Nullable Object header(String name) {
        return converted("header." + name, name, data.headers().apply(name));
    }

    /** Converted once, since a stream can be read only once. */
    private @Nullable Object converted(String path, String name, @Nullable Object value) {
        if (value == null) {
            return UNDEFINED;
        }
        if (converted.isEmpty()) {
            converted = new HashMap<>();
        }
        if (!converted.containsKey(path)) {
            converted.put(path, convert(path, name, value));
        }
        return converted.get(path);
    }

    /** The bodies that were spooled while variables and message headers were read. */
    public List<RequestBody> spooled() {
        return converted.isEmpty() ? List.of() : PlainValues.spooledIn(converted);
    }

    private static @Nullable Object convert(String path, String name, Object value) {
        try {
            return PlainValues.copyOf(value);
        } catch (NotSentException e) {
            throw problem(path, "`" + name + "` cannot be read: " + e.getMessage(), "");
        }
    }

    /** Whether the problem is a secret that is not set or cannot be read, which is not the event's fault. */
    static boolean isAboutASecret(TemplateException problem) {
        return problem.source().file().isEmpty() && problem.source().text().startsWith(SECRET);
    }

    /** Whether this reference of an expression reads the secret of the problem. */
    static boolean isAboutASecret(TemplateException problem, Reference reference) {
        return "secret".equals(reference.root())
                && (reference.fields().isEmpty() || problem.source().text().equals(SECRET + reference.fields().get(0)));
    }

    private static TemplateException problem(String path, String problem, String expected) {
        return new TemplateException(TemplateSource.of(path), 0, problem, expected, List.of());
    }

    /** Whether there is a value; null is a value, too. */
    static boolean isDefined(@Nullable Object value) {
        return value != UNDEFINED;
    }
}
