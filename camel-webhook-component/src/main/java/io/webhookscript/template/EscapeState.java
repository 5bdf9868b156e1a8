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
package io.webhookscript.template;

/** The position in its format that a template has reached. Immutable; states are equal where the same may follow. */
sealed interface EscapeState permits PlainEscapeState, JsonEscapeState, UrlEscapeState, XmlEscapeState {

    /** The state after a literal text, and the text as it is printed. */
    record Transition(EscapeState place, String text) {
    }

    /** @param start the offset of the text in the source */
    Transition pass(String text, TemplateSource source, int start);

    /** Returns how a placeholder is escaped in this state; throws where no placeholder is allowed. */
    Escaper escaper(Node node, DataUsage reads, SourcePosition spot);

    default EscapeState afterPlaceholder() {
        return this;
    }

    /** Checks that the template may end in this state. */
    default void end(SourcePosition spot) {
        // most formats may end in any state
    }

    /** Whether a placeholder in this state is part of a URL's scheme, host or port. */
    default boolean inOrigin() {
        return false;
    }

    static EscapeState start(Position position) {
        return switch (position) {
            case VALUE, TEXT -> PlainEscapeState.TEXT;
            case HEADER -> PlainEscapeState.HEADER;
            case FORM -> PlainEscapeState.FORM;
            case JSON, JSON_LINES -> JsonEscapeState.VALUE;
            case XML -> XmlEscapeState.TEXT;
            case URL -> UrlEscapeState.START;
        };
    }

    /** Returns the name of the last filter, empty when there is none. */
    static String lastFilter(Node node) {
        return node instanceof Node.FilterCall call ? call.name() : "";
    }

    static boolean isSafe(Node node) {
        return lastFilter(node).equals("safe");
    }
}
