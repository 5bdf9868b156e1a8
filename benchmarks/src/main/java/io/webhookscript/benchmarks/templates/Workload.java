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
package io.webhookscript.benchmarks.templates;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.webhookscript.template.Position;

/** What is rendered: the texts in each engine's dialect, the event, and the same work by hand. */
public enum Workload {
    /** A URL and two HTTP headers. */
    FIVE_PLACEHOLDERS(Events.contact(), List.of(
            new Part(
                    Position.URL,
                    "https://eu.example.com/contacts/{{ contact.id }}/notes/{{ note.id }}?city={{ contact.city }}",
                    "https://eu.example.com/contacts/{{ contact.id }}/notes/{{ note.id }}?city={{ contact.city | urlencode }}",
                    "https://eu.example.com/contacts/@{contact.id}/notes/@{note.id}?city=@{contact.city}", HandWritten::url),
            new Part(Position.HEADER, "{{ message.id }}", "{{ message.id }}", "@{message.id}", HandWritten::messageId),
            new Part(Position.HEADER, "tenant={{ tenant }}", "tenant={{ tenant }}", "tenant=@{tenant}", HandWritten::tenant))),
    /** Fifteen variables, some optional, some objects; the others get it without its comments. */
    CONVERSATION(Events.conversation(), List.of(new Part(
            Position.JSON, ConversationTexts.COMMENTED, ConversationTexts.JINJA,
            ConversationTexts.MVEL, HandWritten::conversation))),
    /** 200 objects of a number and a text. */
    LOOP(Events.rows(), List.of(new Part(
            Position.JSON,
            """
                    [{% for r in rows %}{"id": {{ r.id }}, "name": "{{ r.name }}"}{% if not loop.last %}, {% endif %}{% endfor %}]""",
            """
                    [{% for r in rows %}{"id": {{ r.id }}, "name": "{{ r.name }}"}{% if not loop.last %}, {% endif %}{% endfor %}]""",
            """
                    [@foreach{r : rows}{"id": @{r.id}, "name": "@{r.name}"}@end{", "}]""", HandWritten::rows)));

    private final Map<String, Object> event;
    private final List<Part> parts;

    private record Part(Position position, String webhookscript, String jinja, String mvel,
            Function<Map<String, Object>, String> byHand) {

        Function<Map<String, Object>, String> by(Engine engine) {
            return switch (engine) {
                case HAND_WRITTEN -> byHand;
                case WEBHOOKSCRIPT -> engine.compile(webhookscript, position);
                case PEBBLE -> engine.compile(jinja.replace("is defined", "is not null").replace(" | tojson", ""), position);
                case JINJAVA -> engine.compile(jinja, position);
                case MVEL -> engine.compile(mvel, position);
            };
        }
    }

    Workload(Map<String, Object> event, List<Part> parts) {
        this.event = event;
        this.parts = parts;
    }

    Map<String, Object> event() {
        return event;
    }

    /** One function for each text that has to be made. */
    List<Function<Map<String, Object>, String>> by(Engine engine) {
        return parts.stream().map(part -> part.by(engine)).toList();
    }

    /** What the texts take in UTF-8, which for these is what they take in memory. */
    int outputBytes() {
        return render(Engine.WEBHOOKSCRIPT).stream().mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length).sum();
    }

    List<String> render(Engine engine) {
        return by(engine).stream().map(text -> text.apply(event)).toList();
    }
}
