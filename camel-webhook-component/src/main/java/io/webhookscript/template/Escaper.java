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

/** How what a placeholder gives is written where it stands. */
enum Escaper {
    PLAIN {
        @Override
        void write(@Nullable Object value, Run run, Spot spot) {
            if (value instanceof String text) {
                run.out().append(text);
            } else if (value instanceof Long number) {
                run.out().append(number);
            } else {
                run.out().append(Texts.of(value, run, spot));
            }
        }
    },
    /** Between the quotes of a JSON string. */
    JSON_STRING {
        @Override
        void write(@Nullable Object value, Run run, Spot spot) {
            if (value instanceof Long number) {
                run.out().append(number);
            } else {
                JsonWriter.escape(value instanceof String text ? text : Texts.of(value, run, spot), run.out());
            }
        }
    },
    /** A whole JSON value. */
    JSON_VALUE {
        @Override
        void write(@Nullable Object value, Run run, Spot spot) {
            JsonPlace.requireApart(run.out(), spot);
            JsonWriter.write(value, run.out(), run, spot);
            run.valueEnd(run.out().length());
        }
    },
    /** A whole JSON value that a filter has encoded already. */
    JSON_ENCODED {
        @Override
        void write(@Nullable Object value, Run run, Spot spot) {
            JsonPlace.requireApart(run.out(), spot);
            PLAIN.write(value, run, spot);
            run.valueEnd(run.out().length());
        }
    },
    /** The origin of a URL, with an optional path. */
    URL_ORIGIN {
        @Override
        void write(@Nullable Object value, Run run, Spot spot) {
            String text = value instanceof String origin ? origin : Texts.of(value, run, spot);
            UrlRules.checkOrigin(text, spot);
            run.out().append(text);
            run.originEnd(run.out().length());
        }
    },
    /** One label of a host name. */
    URL_LABEL {
        @Override
        void write(@Nullable Object value, Run run, Spot spot) {
            String text = scalar(value, run, spot);
            UrlRules.checkLabel(text, spot);
            run.out().append(text);
        }
    },
    /** One segment of a URL's path, or a part of one. */
    URL_SEGMENT {
        @Override
        void write(@Nullable Object value, Run run, Spot spot) {
            int start = run.out().length();
            percentEncode(scalar(value, run, spot), "", run.out(), spot);
            run.touched(start, spot);
        }
    },
    /** Segments that a filter has encoded already. */
    URL_SEGMENTS {
        @Override
        void write(@Nullable Object value, Run run, Spot spot) {
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
        void write(@Nullable Object value, Run run, Spot spot) {
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
        void write(@Nullable Object value, Run run, Spot spot) {
            percentEncode(scalar(value, run, spot), "", run.out(), spot);
        }
    },
    /** A part of a query that a filter has encoded already. */
    URL_ENCODED_QUERY {
        @Override
        void write(@Nullable Object value, Run run, Spot spot) {
            String text = scalar(value, run, spot);
            UrlRules.checkCharacters(text, "/?&=", spot);
            run.out().append(text);
        }
    },
    HEADER {
        @Override
        void write(@Nullable Object value, Run run, Spot spot) {
            String text = value instanceof String given ? given : Texts.of(value, run, spot);
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                    throw spot.error("the value holds the character " + name(text.codePointAt(i)),
                            "printable ASCII in an HTTP header");
                }
            }
            run.out().append(text);
        }
    },
    XML_TEXT {
        @Override
        void write(@Nullable Object value, Run run, Spot spot) {
            XmlRules.write(Texts.of(value, run, spot), false, run.out(), spot);
        }
    },
    XML_ATTRIBUTE {
        @Override
        void write(@Nullable Object value, Run run, Spot spot) {
            XmlRules.write(Texts.of(value, run, spot), true, run.out(), spot);
        }
    },
    /** A place where nothing is put out, such as a comment. */
    NOTHING {
        @Override
        void write(@Nullable Object value, Run run, Spot spot) {
            // a comment is removed with all that stands in it
        }
    };

    abstract void write(@Nullable Object value, Run run, Spot spot);

    private static String scalar(@Nullable Object value, Run run, Spot spot) {
        Kind kind = Kind.of(value);
        if (kind == Kind.LIST || kind == Kind.MAP) {
            throw spot.error(kind.words() + " in a URL or a form", "a text or a number; a filter such as `join` makes one");
        }
        return value instanceof String text ? text : Texts.of(value, run, spot);
    }

    /** Everything but unreserved characters and the kept ones; for texts that an author wrote or a filter got. */
    static void percentEncode(String text, String kept, Output out) {
        percentEncode(text, kept, out, out.spot());
    }

    static void percentEncode(String text, String kept, Output out, Spot spot) {
        int plain = 0;
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            if (!Characters.isUnreserved(c) && kept.indexOf(c) < 0) {
                if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                    throw spot.error("the value holds half of a surrogate pair", "text that UTF-8 can carry");
                }
                out.append(text, plain, i);
                out.appendPercentEncoded(c);
                plain = next;
            }
            i = next;
        }
        out.append(text, plain, text.length());
    }

    static String name(int c) {
        return String.format("U+%04X", c);
    }
}
