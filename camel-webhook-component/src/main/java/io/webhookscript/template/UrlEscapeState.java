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

import io.webhookscript.value.PercentEncoding;

/** Where in a URL a template has got to. */
enum UrlEscapeState implements EscapeState {
    START,
    /** In the host. */
    HOST,
    /** After the colon that follows the host. */
    PORT,
    /** After a placeholder that is the whole origin. */
    ORIGIN,
    PATH,
    QUERY;

    @Override
    public Transition pass(String text, TemplateSource source, int start) {
        int from = 0;
        UrlEscapeState place = this;
        if (this == START) {
            from = UrlRules.schemeEnd(text);
            if (from < 0) {
                throw new SourcePosition(source, start).error("a URL that does not begin with its origin",
                        "`https://`, `http://` or one placeholder of `context`");
            }
            place = HOST;
        }
        for (int i = from; i < text.length(); i++) {
            place = place.after(text, i, new SourcePosition(source, start + i));
        }
        boolean last = start + text.length() == source.text().length();
        if (this == START && (!place.inOrigin() || last)) {
            UrlRules.checkLiteralAuthority(text, from, new SourcePosition(source, start + from));
        }
        return new Transition(place, text);
    }

    private UrlEscapeState after(String text, int i, SourcePosition spot) {
        char c = text.charAt(i);
        if (c == '#') {
            throw spot.error("a fragment, which is never sent", "a URL without `#`");
        }
        return switch (this) {
            case HOST, PORT -> afterHost(c, spot);
            case ORIGIN -> {
                if (c != '/' && c != '?') {
                    throw spot.error("`" + c + "` after the origin", "`/`, `?` or the end");
                }
                yield c == '/' ? PATH : QUERY;
            }
            case START, PATH, QUERY -> {
                int end = c == '%' ? Math.min(i + 3, text.length()) : i + 1;
                if (UrlRules.firstBadLiteral(text.substring(i, end), this == QUERY || c == '?') >= 0) {
                    throw spot.error("the character " + Escaper.name(text.codePointAt(i)) + " in a URL",
                            "percent-encoded text");
                }
                yield c == '?' ? QUERY : this;
            }
        };
    }

    private UrlEscapeState afterHost(char c, SourcePosition spot) {
        if (c == '/' || c == '?') {
            return c == '/' ? PATH : QUERY;
        }
        if (c == '@') {
            throw spot.error("user info in a URL", "`request.auth` for credentials");
        }
        boolean allowed = (PercentEncoding.isUnreserved(c) && c != '~') || c == ':' || c == '[' || c == ']';
        if (!allowed) {
            throw spot.error("the character " + Escaper.name(c) + " in a host", "letters, digits, hyphens and dots");
        }
        return c == ':' ? PORT : this;
    }

    @Override
    public Escaper escaper(Node node, DataUsage reads, SourcePosition spot) {
        String filter = EscapeState.lastFilter(node);
        return switch (this) {
            case START -> origin(reads, spot);
            case HOST -> Escaper.URL_LABEL;
            case PORT -> throw spot.error("a placeholder in the port", "a literal port, or the whole origin from `context`");
            case ORIGIN -> throw spot.error("a placeholder directly after the origin", "`/` or `?` between them");
            case PATH -> switch (filter) {
                case "path", "safe" -> Escaper.URL_SEGMENTS;
                case "urlencode" -> Escaper.URL_ENCODED_SEGMENT;
                default -> Escaper.URL_SEGMENT;
            };
            case QUERY -> switch (filter) {
                case "path", "safe", "urlencode" -> Escaper.URL_ENCODED_QUERY;
                default -> Escaper.PERCENT;
            };
        };
    }

    private static Escaper origin(DataUsage reads, SourcePosition spot) {
        boolean context = !reads.values().isEmpty()
                && reads.values().stream().allMatch(reference -> reference.root().equals("context"));
        if (!context) {
            throw spot.error("a URL whose origin is not literal",
                    "`https://`, `http://`, one placeholder of `context`, or nothing but one placeholder, of a whole URL");
        }
        return Escaper.URL_ORIGIN;
    }

    @Override
    public EscapeState afterPlaceholder() {
        return this == START ? ORIGIN : this;
    }

    @Override
    public void end(SourcePosition spot) {
        if (this == START) {
            throw spot.error("an empty URL", "`https://`, `http://` or one placeholder of `context`");
        }
    }

    @Override
    public boolean inOrigin() {
        return this == START || this == HOST || this == PORT;
    }
}
