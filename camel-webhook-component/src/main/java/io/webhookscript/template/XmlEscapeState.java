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

/** The position that a template has reached in an XML document. */
enum XmlEscapeState implements EscapeState {
    TEXT("in text"),
    /** After {@code <}. */
    OPENING("in a tag"),
    TAG("in a tag"),
    DOUBLE_QUOTED("in an attribute"),
    SINGLE_QUOTED("in an attribute"),
    /** After {@code <!}. */
    DECLARATION("in a declaration"),
    COMMENT("in a comment"),
    COMMENT_DASH("in a comment"),
    COMMENT_DASHES("in a comment"),
    CDATA("in a CDATA section"),
    CDATA_BRACKET("in a CDATA section"),
    CDATA_BRACKETS("in a CDATA section"),
    INSTRUCTION("in a processing instruction"),
    INSTRUCTION_MARK("in a processing instruction");

    private final String words;

    XmlEscapeState(String words) {
        this.words = words;
    }

    @Override
    public Transition pass(String text, TemplateSource source, int start) {
        XmlEscapeState place = this;
        for (int i = 0; i < text.length(); i++) {
            if (place == OPENING && text.startsWith("!--", i)) {
                place = COMMENT;
                i += 2;
            } else if (place == OPENING && text.startsWith("![CDATA[", i)) {
                place = CDATA;
                i += 7;
            } else {
                place = place.after(text.charAt(i));
            }
        }
        return new Transition(place, text);
    }

    private XmlEscapeState after(char c) {
        return switch (this) {
            case TEXT -> c == '<' ? OPENING : TEXT;
            case OPENING -> c == '!' ? DECLARATION : c == '?' ? INSTRUCTION : TAG.after(c);
            case TAG -> c == '>' ? TEXT : c == '"' ? DOUBLE_QUOTED : c == '\'' ? SINGLE_QUOTED : TAG;
            case DOUBLE_QUOTED -> c == '"' ? TAG : this;
            case SINGLE_QUOTED -> c == '\'' ? TAG : this;
            case DECLARATION -> c == '>' ? TEXT : this;
            case COMMENT -> c == '-' ? COMMENT_DASH : COMMENT;
            case COMMENT_DASH -> c == '-' ? COMMENT_DASHES : COMMENT;
            case COMMENT_DASHES -> c == '>' ? TEXT : c == '-' ? this : COMMENT;
            case CDATA -> c == ']' ? CDATA_BRACKET : CDATA;
            case CDATA_BRACKET -> c == ']' ? CDATA_BRACKETS : CDATA;
            case CDATA_BRACKETS -> c == '>' ? TEXT : c == ']' ? this : CDATA;
            case INSTRUCTION -> c == '?' ? INSTRUCTION_MARK : this;
            case INSTRUCTION_MARK -> c == '>' ? TEXT : c == '?' ? this : INSTRUCTION;
        };
    }

    @Override
    public Escaper escaper(Node node, DataUsage reads, SourcePosition spot) {
        boolean safe = EscapeState.isSafe(node);
        return switch (this) {
            case TEXT -> safe ? Escaper.PLAIN : Escaper.XML_TEXT;
            case DOUBLE_QUOTED, SINGLE_QUOTED -> safe ? Escaper.PLAIN : Escaper.XML_ATTRIBUTE;
            case CDATA -> Escaper.XML_CDATA;
            default -> throw spot.error("a placeholder " + words, "a placeholder in text or in a quoted attribute");
        };
    }

    @Override
    public void end(SourcePosition spot) {
        if (this != TEXT) {
            throw spot.error("the document ends " + words, "a complete document");
        }
    }
}
