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
package io.webhookscript.request.render;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import io.webhookscript.request.event.Evaluation;
import io.webhookscript.request.event.InboundHeaders;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.script.RequestDefinition.CloudEvent;
import io.webhookscript.template.Template;

/** Renders the attributes of a CloudEvent 1.0 and checks their values. For one rendering. */
record CloudEventAttributes(CloudEvent definition, TemplateInputs data, Evaluation evaluation) {

    private static final String TIME_OF_OCCURRENCE = "ce-time";

    /** RFC 3339, which is stricter than ISO 8601. */
    private static final Pattern TIME = Pattern.compile(
            "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?(?:Z|[+-]\\d{2}:\\d{2})");

    /** The values by name, in their order, without the type of the data. */
    Map<String, String> render() throws NotSentException {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("specversion", "1.0");
        values.put("id", data.message().id());
        values.put("source", source());
        values.put("type", required("type", definition.type()));
        String subject = definition.subject() != null ? text("subject", definition.subject()) : "";
        if (!subject.isEmpty()) {
            values.put("subject", subject);
        }
        values.put("time", time());
        return values;
    }

    static String field(String attribute) {
        return "request.cloudEvent." + attribute;
    }

    private String source() throws NotSentException {
        String source = required("source", definition.source());
        if (!CloudEvent.SOURCE.matcher(source).matches()) {
            throw evaluation.problem(field("source"), definition.source(),
                    "the value is not a URI reference such as `/crm/contacts`; the filters `path` and `urlencode` encode"
                                                                           + " the characters that it must not have");
        }
        return source;
    }

    private String required(String attribute, Template template) throws NotSentException {
        String text = text(attribute, template);
        if (text.isEmpty()) {
            throw evaluation.problem(field(attribute), template, "the value is empty, and each CloudEvent needs one");
        }
        return text;
    }

    /** CloudEvents 1.0, §3.1: no control characters, no half of a surrogate pair, no noncharacters. */
    private String text(String attribute, Template template) throws NotSentException {
        String text = evaluation.text(template);
        int character = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(character)) {
            character = text.codePointAt(i);
            if (Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE
                    || isNoncharacter(character)) {
                throw evaluation.problem(field(attribute), template,
                        String.format("character %d is U+%04X, which an attribute of a CloudEvent must not have", i + 1,
                                character));
            }
        }
        return text;
    }

    private static boolean isNoncharacter(int character) {
        return character >= 0xFDD0 && character <= 0xFDEF || (character & 0xFFFE) == 0xFFFE;
    }

    /** The time of the occurrence if the event is a CloudEvent that has one; else the time when it was accepted. */
    private String time() {
        Object inbound = data.headers().apply(TIME_OF_OCCURRENCE);
        String time = inbound == null ? "" : InboundHeaders.text(inbound).strip().toUpperCase(Locale.ROOT);
        return isTime(time) ? time : data.message().timestamp().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static boolean isTime(String text) {
        if (!TIME.matcher(text).matches()) {
            return false;
        }
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeException noSuchDay) {
            return false;
        }
    }
}
