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
package io.webhookscript.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A second opinion on where a response ends (RFC 9112 §6.3), written apart from the one that it judges: narrow, so that
 * it finds no end in what two readers may take differently.
 *
 * @param end  the number of bytes up to there, interim responses included
 * @param body without its chunks, but not unpacked
 */
record StrictFraming(int end, int status, byte[] body, List<String> headerLines) {

    /** As lenient as RFC 9112 §4 lets a client be, and where it makes no difference to the end, as the library is. */
    private static final Pattern STATUS_LINE
            = Pattern.compile("[ \\t]*HTTP/\\+?0*1(?:\\.\\+?(\\d+))?[ \\t]+0*([1-5]\\d\\d)(?:[ \\t][^\\r]*)?");
    private static final Pattern CHUNK_SIZE = Pattern.compile("([0-9A-Fa-f]{1,7})[ \\t]*(?:;.*)?");

    /** Of the first final response in these bytes; empty when it has no end before that of the connection. */
    static Optional<StrictFraming> of(byte[] bytes, String method) {
        return new Reader(new String(bytes, StandardCharsets.ISO_8859_1), method).response();
    }

    Optional<String> header(String name) {
        return headerLines.stream().filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip()).findFirst();
    }

    private static final class Reader {

        private final String text;
        private final String method;
        private int at;

        private Reader(String text, String method) {
            this.text = text;
            this.method = method;
        }

        private Optional<StrictFraming> response() {
            String first = line();
            while (first != null && first.isEmpty()) {
                first = line();
            }
            Matcher status = STATUS_LINE.matcher(first == null ? "" : first);
            List<String> headers = headers();
            if (!status.matches() || headers == null) {
                return Optional.empty();
            }
            int code = Integer.parseInt(status.group(2));
            if (code < 200 && code != 101) {
                return response();
            }
            byte[] body = body(code, !String.valueOf(status.group(1)).matches("0+"), headers);
            return body == null ? Optional.empty() : Optional.of(new StrictFraming(at, code, body, headers));
        }

        private byte[] body(int code, boolean http11, List<String> headers) {
            List<String> codings = values(headers, "transfer-encoding");
            List<String> lengths = values(headers, "content-length");
            boolean announced = !codings.isEmpty() || lengths.stream().anyMatch(length -> !length.equals("0"));
            if (method.equals("HEAD") || code == 304 || code == 204 && !announced) {
                return new byte[0];
            }
            if (code == 101 || code == 204) {
                return null;
            }
            if (!codings.isEmpty()) {
                boolean chunked = codings.equals(List.of("chunked")) && lengths.isEmpty() && http11;
                return chunked ? chunks() : null;
            }
            if (lengths.isEmpty() || lengths.stream().distinct().count() > 1 || !lengths.get(0).matches("\\d{1,9}")) {
                return null;
            }
            return bytes(Integer.parseInt(lengths.get(0)));
        }

        private byte[] chunks() {
            byte[] all = new byte[0];
            while (true) {
                String line = line();
                Matcher size = CHUNK_SIZE.matcher(line == null ? "" : line);
                if (!size.matches()) {
                    return null;
                }
                int length = Integer.parseInt(size.group(1), 16);
                if (length == 0) {
                    return headers() == null ? null : all;
                }
                byte[] chunk = bytes(length);
                if (chunk == null || !"".equals(line())) {
                    return null;
                }
                all = Arrays.copyOf(all, all.length + length);
                System.arraycopy(chunk, 0, all, all.length - length, length);
            }
        }

        private byte[] bytes(int length) {
            if (text.length() - at < length) {
                return null;
            }
            at += length;
            return text.substring(at - length, at).getBytes(StandardCharsets.ISO_8859_1);
        }

        /** Up to the empty line, folded ones joined; null when there is no empty line. */
        private List<String> headers() {
            List<String> headers = new ArrayList<>();
            for (String line = line(); line != null; line = line()) {
                if (line.isEmpty()) {
                    return headers;
                }
                boolean folded = line.charAt(0) == ' ' || line.charAt(0) == '\t';
                if (folded && !headers.isEmpty()) {
                    headers.add(headers.remove(headers.size() - 1) + " " + line.strip());
                } else {
                    headers.add(line);
                }
            }
            return null;
        }

        /** Ends with LF, with or without CR before it; null at the end. */
        private String line() {
            int end = text.indexOf('\n', at);
            if (end < 0) {
                return null;
            }
            String line = text.substring(at, end);
            at = end + 1;
            return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        }

        private static List<String> values(List<String> headers, String name) {
            List<String> values = new ArrayList<>();
            for (String line : headers) {
                if (line.toLowerCase(Locale.ROOT).startsWith(name + ":")) {
                    for (String value : line.substring(name.length() + 1).split(",")) {
                        if (!value.isBlank()) { // RFC 9110 §5.6.1.2
                            values.add(value.strip().toLowerCase(Locale.ROOT));
                        }
                    }
                }
            }
            return values;
        }
    }
}
