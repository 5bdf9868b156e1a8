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

/** What the parts of a URL may hold (RFC 3986), and what a rendered one must be. */
final class UrlRules {

    private static final String SUB_DELIMITERS = "!$&'()*+,;=:@";
    private static final int LABEL_LENGTH = 63;
    private static final int HOST_LENGTH = 253;
    private static final int HIGHEST_PORT = 65535;

    private UrlRules() {
    }

    /** Checks for an absolute http(s) origin with an optional path, and nothing else. */
    static void checkOrigin(String text, SourcePosition spot) {
        int start = schemeEnd(text);
        int slash = text.indexOf('/', Math.max(start, 0));
        if (start < 0 || !isAuthority(text, start, slash < 0 ? text.length() : slash)) {
            throw spot.error("the value is not an origin", "`https://host`, with a port or a path if need be");
        }
        if (slash >= 0) {
            checkCharacters(text.substring(slash), "/" + SUB_DELIMITERS, spot);
        }
    }

    /** An absolute http(s) URL without user info and fragment; the message does not repeat it. */
    static void checkWhole(String text, SourcePosition spot) {
        int host = schemeEnd(text);
        int path = host < 0 ? -1 : pathStart(text, host);
        if (path < 0 || !isAuthority(text, host, path)) {
            throw spot.error("the value is not an absolute URL", "`https://host/path?query`, without user info");
        }
        int query = indexOfOrEnd(text, '?', path);
        checkCharacters(text.substring(path, query), "/" + SUB_DELIMITERS, spot);
        checkCharacters(text.substring(query), "/?[]" + SUB_DELIMITERS, spot);
    }

    /** The offset after {@code https://}, -1 when there is none. */
    static int schemeEnd(String text) {
        if (text.regionMatches(true, 0, "https://", 0, 8)) {
            return 8;
        }
        return text.regionMatches(true, 0, "http://", 0, 7) ? 7 : -1;
    }

    /** Checks the text before the first slash, when it contains no placeholder. */
    static void checkLiteralAuthority(String url, int start, SourcePosition spot) {
        int end = pathStart(url, start);
        if (!isAuthority(url, start, end)) {
            throw spot.error("`" + url.substring(start, end) + "` is not a host",
                    "a host name or address, with no port or a port from 1 to " + HIGHEST_PORT);
        }
    }

    private static boolean isAuthority(String url, int start, int end) {
        int bracket = start < end && url.charAt(start) == '[' ? url.indexOf(']', start) : start;
        int colon = url.indexOf(':', bracket < 0 ? start : bracket);
        int hostEnd = colon < 0 || colon > end ? end : colon;
        return isHost(url, start, hostEnd) && (hostEnd == end || isPort(url.substring(hostEnd + 1, end)));
    }

    private static boolean isHost(String url, int start, int end) {
        if (start == end || end - start > HOST_LENGTH) {
            return false;
        }
        if (url.charAt(start) == '[') {
            return isAddress(url.substring(start, end));
        }
        int last = url.charAt(end - 1) == '.' ? end - 1 : end;
        for (int label = start; label <= last; label++) {
            int dot = label;
            while (dot < last && url.charAt(dot) != '.') {
                dot++;
            }
            if (!isLabel(url, label, dot)) {
                return false;
            }
            label = dot;
        }
        return true;
    }

    private static boolean isAddress(String host) {
        return host.endsWith("]") && host.length() > 4
                && host.substring(1, host.length() - 1).chars()
                        .allMatch(c -> Characters.digit(c, 16) >= 0 || c == ':' || c == '.');
    }

    private static boolean isPort(String port) {
        return !port.isEmpty() && port.length() <= 5 && port.chars().allMatch(Characters::isDigit)
                && Integer.parseInt(port) > 0 && Integer.parseInt(port) <= HIGHEST_PORT;
    }

    private static boolean isLabel(String url, int start, int end) {
        return isLabelText(url, start, end) && url.charAt(start) != '-' && url.charAt(end - 1) != '-';
    }

    private static boolean isLabelText(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == '.' || c == '~' || !PercentEncoding.isUnreserved(c)) {
                return false;
            }
        }
        return start < end && end - start <= LABEL_LENGTH;
    }

    static void checkLabel(String text, SourcePosition spot) {
        if (!isLabelText(text, 0, text.length())) {
            throw spot.error("the value is not part of a host name", "one label: letters, digits and hyphens, without dots");
        }
    }

    /** Allows unreserved characters, percent escapes and the given other characters. */
    static void checkCharacters(String text, String others, SourcePosition spot) {
        int bad = firstBad(text, others);
        if (bad >= 0) {
            throw spot.error("the value contains " + Escaper.name(text.codePointAt(bad)) + " unencoded",
                    "percent-encoded text");
        }
    }

    private static int firstBad(String text, String others) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean escape = c == '%' && i + 2 < text.length() && Characters.digit(text.charAt(i + 1), 16) >= 0
                    && Characters.digit(text.charAt(i + 2), 16) >= 0;
            if (!escape && !PercentEncoding.isUnreserved(c) && others.indexOf(c) < 0) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the index of the first invalid character in a literal path or query; -1 when there is none. */
    static int firstBadLiteral(String text, boolean query) {
        return firstBad(text, SUB_DELIMITERS + (query ? "/?[]" : "/"));
    }

    /** Whether a literal may be, contain or begin a segment {@code .} or {@code ..}. */
    static boolean mayHoldDots(String literal) {
        return literal.startsWith(".") || literal.startsWith("%2") || literal.contains("/.") || literal.contains("/%2");
    }

    /** Returns where the path of a URL begins if its origin is literal and valid, else -1. */
    static int fixedPath(String beginning) {
        int host = schemeEnd(beginning);
        int path = host < 0 ? beginning.length() : pathStart(beginning, host);
        return path < beginning.length() && isAuthority(beginning, host, path) ? path : -1;
    }

    /**
     * Returns the whole rendered URL. It must have a host, no segment that a placeholder left empty, and no segment
     * {@code .} or {@code ..}.
     *
     * @param fixedPath where its path begins if all literals are known to be valid; else -1
     */
    static String whole(RenderContext run, SourcePosition start, int fixedPath) {
        Output out = run.out();
        int origin = run.originEnd();
        if (origin > 0 && origin < out.length() && out.charAt(origin - 1) == '/' && out.charAt(origin) == '/') {
            out.deleteCharAt(origin);
            run.moveTouched(-1);
        }
        String url = out.toString();
        if (fixedPath >= 0 && !run.isTouched()) {
            return url;
        }
        int path = fixedPath < 0 ? checkedAuthority(url, run, start) : fixedPath;
        int query = indexOfOrEnd(url, '?', path);
        for (int begin = path; begin < query;) {
            int end = Math.min(indexOfOrEnd(url, '/', begin + 1), query);
            checkSegment(url, begin + 1, end, run, start);
            begin = end;
        }
        return url;
    }

    private static int checkedAuthority(String url, RenderContext run, SourcePosition start) {
        int host = schemeEnd(url);
        if (host < 0) {
            throw start.error("the URL has no scheme", "`https://` or `http://`");
        }
        int path = pathStart(url, host);
        if (!isAuthority(url, host, path)) {
            throw run.origin(host, start).error("the URL has no valid host",
                    "a host name or an address, and a port from 1 to 65535");
        }
        return path;
    }

    /** Returns where the path begins, or the query of a URL without path. */
    private static int pathStart(String url, int host) {
        return Math.min(indexOfOrEnd(url, '/', host), indexOfOrEnd(url, '?', host));
    }

    private static int indexOfOrEnd(String text, char c, int from) {
        int found = text.indexOf(c, from);
        return found < 0 ? text.length() : found;
    }

    private static void checkSegment(String url, int begin, int end, RenderContext run, SourcePosition start) {
        boolean harmless = end - begin > 6 || (begin < end && url.charAt(begin) != '.' && url.charAt(begin) != '%');
        if (harmless) {
            return;
        }
        String segment = url.substring(begin, end).replace("%2e", ".").replace("%2E", ".");
        SourcePosition placeholder = run.touchedBetween(begin, end);
        if (segment.isEmpty() && placeholder != null) {
            throw placeholder.error("a segment of the URL's path is empty", "a value for it");
        }
        if (segment.equals(".") || segment.equals("..")) {
            throw (placeholder == null ? start : placeholder).error("a segment of the URL's path is `" + segment + "`",
                    "a segment that does not change the path");
        }
    }
}
