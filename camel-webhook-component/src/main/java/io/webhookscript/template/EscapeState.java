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

/** How far a template has got in its format. Immutable; equal where the same may follow. */
sealed interface EscapeState permits PlainPlace, JsonPlace, UrlPlace, XmlPlace {

    /** The place after a literal text, and the text as it is put out. */
    record Passed(EscapeState place, String text) {
    }

    /** @param start the offset of the text in the source */
    Passed pass(String text, TemplateSource source, int start);

    /** How a placeholder here is written; an error where none may stand. */
    Escaper escaper(Node node, DataUsage reads, SourcePosition spot);

    default EscapeState afterPlaceholder() {
        return this;
    }

    /** At the end of the template. */
    default void end(SourcePosition spot) {
        // most places may end anywhere
    }

    /** Whether a URL's scheme, host or port is made here. */
    default boolean inOrigin() {
        return false;
    }

    static EscapeState start(Position position) {
        return switch (position) {
            case VALUE, TEXT -> PlainPlace.TEXT;
            case HEADER -> PlainPlace.HEADER;
            case FORM -> PlainPlace.FORM;
            case JSON, JSON_LINES -> JsonPlace.VALUE;
            case XML -> XmlPlace.TEXT;
            case URL -> UrlPlace.START;
        };
    }

    /** The name of the filter that comes last, empty when there is none. */
    static String lastFilter(Node node) {
        return node instanceof Node.FilterCall call ? call.name() : "";
    }

    static boolean isSafe(Node node) {
        return lastFilter(node).equals("safe");
    }
}
