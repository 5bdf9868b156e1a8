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

import org.jspecify.annotations.Nullable;

/** Writes the value of a placeholder in the form that its position needs. */
enum Escaper {
    PLAIN {
        @Override
        void write(@Nullable Object value, RenderContext run, SourcePosition spot) {
            if (value instanceof String text) {
                run.out().append(text);
            } else if (value instanceof Long number) {
                run.out().append(number);
            } else if (!(value instanceof byte[] bytes && run.keepsBytes(bytes))) {
                run.out().append(Texts.of(value, run, spot));
            }
        }
    },
    /** Between the quotes of a JSON string. */
    JSON_STRING {
        @Override
        void write(@Nullable Object value, RenderContext run, SourcePosition spot) {
            if (value instanceof Long number) {
                run.out().append(number);
            } else {
                JsonString.escape(value instanceof String text ? text : Texts.of(value, run, spot), run.out());
            }
        }
    },
    /** A whole JSON value. */
    JSON_VALUE {
        @Override
        void write(@Nullable Object value, RenderContext run, SourcePosition spot) {
            if (!JsonState.takesValue(run.json())) {
                JsonEscapeState.requireApart(run.out(), spot);
            }
            JsonWriter.write(value, run.out(), run, spot);
            run.wroteValue();
        }
    },
    /** A value that the author marked as safe in a JSON text. */
    JSON_SAFE {
        @Override
        void write(@Nullable Object value, RenderContext run, SourcePosition spot) {
            PLAIN.write(value, run, spot);
            run.json(JsonState.UNKNOWN);
        }
    },
    /** The origin of a URL, with an optional path. */
    URL_ORIGIN {
        @Override
        void write(@Nullable Object value, RenderContext run, SourcePosition spot) {
            String text = value instanceof String origin ? origin : Texts.of(value, run, spot);
            UrlRules.checkOrigin(text, spot);
            run.out().append(text);
            run.originEnd(run.out().length());
        }
    },
    /** A whole URL, as it is. */
    URL_WHOLE {
        @Override
        void write(@Nullable Object value, RenderContext run, SourcePosition spot) {
            String text = scalar(value, run, spot);
            UrlRules.checkWhole(text, spot);
            run.out().append(text);
        }
    },
    /** One label of a host name. */
    URL_LABEL {
        @Override
        void write(@Nullable Object value, RenderContext run, SourcePosition spot) {
            String text = scalar(value, run, spot);
            UrlRules.checkLabel(text, spot);
            run.out().append(text);
        }
    },
    /** One segment of a URL's path, or a part of one. */
    URL_SEGMENT {
        @Override
        void write(@Nullable Object value, RenderContext run, SourcePosition spot) {
            if (value instanceof Long number) {
                run.out().append(number);
                return;
            }
            int start = run.out().length();
            String text = scalar(value, run, spot);
            run.out().appendEncoded(text, "", spot);
            // no other can become an empty segment, or a part of one that is a dot or two
            if (text.isEmpty() || text.charAt(0) == '.') {
                run.touched(start, spot);
            }
        }
    },
    /** Segments that a filter has encoded already. */
    URL_SEGMENTS {
        @Override
        void write(@Nullable Object value, RenderContext run, SourcePosition spot) {
            int start = run.out().length();
            String text = scalar(value, run, spot);
            UrlRules.checkCharacters(text, "/", spot);
            run.out().append(text);
            run.touched(start, spot);
        }
    },
    /** One segment that a filter has encoded already. */
    URL_ENCODED_SEGMENT {
        @Override
        void write(@Nullable Object value, RenderContext run, SourcePosition spot) {
            int start = run.out().length();
            String text = scalar(value, run, spot);
            UrlRules.checkCharacters(text, "/", spot);
            run.out().append(text.replace("/", "%2F"));
            run.touched(start, spot);
        }
    },
    /** A name or a value of a query or a form. */
    PERCENT {
        @Override
        void write(@Nullable Object value, RenderContext run, SourcePosition spot) {
            encode(value, run, spot);
        }
    },
    /** A part of a query that a filter has encoded already. */
    URL_ENCODED_QUERY {
        @Override
        void write(@Nullable Object value, RenderContext run, SourcePosition spot) {
            String text = scalar(value, run, spot);
            UrlRules.checkCharacters(text, "/?&=", spot);
            run.out().append(text);
        }
    },
    HEADER {
        @Override
        void write(@Nullable Object value, RenderContext run, SourcePosition spot) {
            String text = value instanceof String given ? given : Texts.of(value, run, spot);
            check(text, spot);
            run.out().append(text);
        }

        @Override
        void check(String text, SourcePosition spot) {
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                    throw spot.error("the value contains the character " + name(text.codePointAt(i)),
                            "printable ASCII in an HTTP header");
                }
            }
        }
    },
    XML_TEXT {
        @Override
        void write(@Nullable Object value, RenderContext run, SourcePosition spot) {
            XmlRules.write(Texts.of(value, run, spot), false, run.out(), spot);
        }
    },
    XML_ATTRIBUTE {
        @Override
        void write(@Nullable Object value, RenderContext run, SourcePosition spot) {
            XmlRules.write(Texts.of(value, run, spot), true, run.out(), spot);
        }
    },
    /** A section that ends with {@code ]]>}, whatever stands in it. */
    XML_CDATA {
        @Override
        void write(@Nullable Object value, RenderContext run, SourcePosition spot) {
            XmlRules.writeCdata(Texts.of(value, run, spot), run.out(), spot);
        }
    },
    /** A place where nothing is put out, such as a comment. */
    NOTHING {
        @Override
        void write(@Nullable Object value, RenderContext run, SourcePosition spot) {
            // a comment is removed with its content
        }
    };

    abstract void write(@Nullable Object value, RenderContext run, SourcePosition spot);

    /** Whether an allowed text is written unchanged. */
    boolean keepsTexts() {
        return this == PLAIN || this == HEADER;
    }

    /** Rejects a text that is not allowed here. Used when allowed texts are written unchanged. */
    void check(String text, SourcePosition spot) {
        // most positions allow any text
    }

    private static void encode(@Nullable Object value, RenderContext run, SourcePosition spot) {
        if (value instanceof Long number) {
            run.out().append(number);
        } else {
            run.out().appendEncoded(scalar(value, run, spot), "", spot);
        }
    }

    private static String scalar(@Nullable Object value, RenderContext run, SourcePosition spot) {
        if (value instanceof String text) {
            return text;
        }
        Kind kind = Kind.of(value);
        if (kind == Kind.LIST || kind == Kind.MAP) {
            throw spot.error(kind.description() + " in a URL or a form",
                    "a text or a number; a filter such as `join` makes one");
        }
        return Texts.of(value, run, spot);
    }

    static String name(int c) {
        return String.format("U+%04X", c);
    }
}
