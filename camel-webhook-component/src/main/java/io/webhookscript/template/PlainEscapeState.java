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

/** The escape states of formats without a structure. */
enum PlainEscapeState implements EscapeState {
    TEXT,
    HEADER,
    FORM;

    @Override
    public Transition pass(String text, TemplateSource source, int start) {
        if (this == HEADER) {
            checkHeader(text, source, start);
        }
        return new Transition(this, this == FORM ? encoded(text, new SourcePosition(source, start)) : text);
    }

    private static void checkHeader(String text, TemplateSource source, int start) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                throw new SourcePosition(source, start + i).error("the character " + Escaper.name(text.codePointAt(i)),
                        "printable ASCII in an HTTP header");
            }
        }
    }

    private static String encoded(String text, SourcePosition spot) {
        Output out = new Output(spot);
        out.appendEncoded(text, "", spot);
        return out.toString();
    }

    @Override
    public Escaper escaper(Node node, DataUsage reads, SourcePosition spot) {
        if (this == HEADER) {
            return Escaper.HEADER;
        }
        return this == TEXT || EscapeState.isSafe(node) ? Escaper.PLAIN : Escaper.PERCENT;
    }
}
