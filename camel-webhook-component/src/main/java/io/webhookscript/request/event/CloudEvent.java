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

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.script.RequestDefinition;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent in structured mode (CloudEvents 1.0, JSON format): one object with the attributes and the data.
 *
 * @param attributes context attributes by name, as texts
 * @param data       the event itself
 */
public record CloudEvent(Map<String, String> attributes, EventSnapshot data) {

    public static final String STRUCTURED = RequestDefinition.CloudEvent.MEDIA_TYPE;
    public static final String BATCH = "application/cloudevents-batch+json";

    private static final String DATA = "data";
    private static final String BASE64 = "data_base64";
    private static final String TYPE = "type";
    private static final String VERSION = "specversion";
    private static final List<String> REQUIRED = List.of("id", "source", VERSION, TYPE);

    public CloudEvent {
        attributes = Map.copyOf(attributes);
    }

    /** Whether a value is an object with the attributes that each CloudEvent has. */
    public static boolean isOne(Object value) {
        return value instanceof Map<?, ?> members && REQUIRED.stream().allMatch(name -> members.get(name) instanceof String);
    }

    /**
     * @param  value            a JSON value
     * @throws NotSentException when it is not a CloudEvent, or its data cannot be read
     */
    public static CloudEvent of(@Nullable Object value) throws NotSentException {
        if (!(value instanceof Map<?, ?> members)) {
            throw new NotSentException("it is not a JSON object, as a CloudEvent must be", null);
        }
        List<String> missing = REQUIRED.stream().filter(name -> !isText(members.get(name))).toList();
        if (!missing.isEmpty()) {
            throw new NotSentException("the CloudEvent has no text in " + String.join(", ", missing), null);
        }
        if (!String.valueOf(members.get(VERSION)).startsWith("1.")) {
            throw new NotSentException("the CloudEvent has another specversion than 1.0", null);
        }
        return new CloudEvent(attributes(members), new EventSnapshot(data(members)));
    }

    private static boolean isText(@Nullable Object value) {
        return value instanceof String text && !text.isEmpty();
    }

    private static Map<String, String> attributes(Map<?, ?> members) throws NotSentException {
        Map<String, String> attributes = new LinkedHashMap<>();
        List<String> wrong = new ArrayList<>();
        members.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (name.equals(DATA) || name.equals(BASE64) || value == null) {
                return;
            }
            if (value instanceof Map || value instanceof List) {
                wrong.add(name);
            } else {
                attributes.put(name, value.toString());
            }
        });
        if (!wrong.isEmpty()) {
            throw new NotSentException(
                    "the CloudEvent has an object or a list in " + String.join(", ", wrong)
                                       + ", where an attribute must be",
                    null);
        }
        return attributes;
    }

    private static Object data(Map<?, ?> members) throws NotSentException {
        Object encoded = members.get(BASE64);
        if (encoded == null) {
            Object data = members.get(DATA);
            return data == null ? Map.of() : data;
        }
        if (members.get(DATA) != null || !(encoded instanceof String text)) {
            throw new NotSentException("the CloudEvent has both data and data_base64, or no text in data_base64", null);
        }
        Optional<String> type = Optional.of(members).map(all -> all.get("datacontenttype")).map(Object::toString);
        try {
            return RawEvent.ofBytes(Base64.getDecoder().decode(text)).read(type.orElse(null), null).data();
        } catch (IllegalArgumentException notBase64) {
            throw new NotSentException("the CloudEvent's data_base64 is not base64: " + notBase64.getMessage(), notBase64);
        }
    }
}
