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
package io.webhookscript.request.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.webhookscript.http.message.HttpHeader;

/** Builds HTTP header lines; letter case does not distinguish names. For one request. */
public final class HttpHeaders {

    private static final int USUALLY_ADDED = 8;

    private final List<HttpHeader> lines;

    public HttpHeaders(List<HttpHeader> lines) {
        this.lines = new ArrayList<>(lines.size() + USUALLY_ADDED);
        this.lines.addAll(lines);
    }

    /**
     * @throws IllegalArgumentException when the value is not one line of printable ASCII; the message does not repeat
     *                                  it
     */
    void add(String name, String value) {
        checkValue(name, value);
        lines.add(new HttpHeader(name, value));
    }

    private static void checkValue(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                throw new IllegalArgumentException(
                        "the value of the HTTP header " + name + " contains " + describe(value.charAt(i)) + " at character "
                                                   + (i + 1) + "; expected printable ASCII");
            }
        }
    }

    /** Adds a header that is known to be valid. */
    void add(HttpHeader header) {
        lines.add(header);
    }

    private static String describe(char c) {
        return (c < ' ' || c == 0x7F ? "the control character " : "the non-ASCII character ")
               + String.format("U+%04X", (int) c);
    }

    /** Replaces all headers of that name. */
    public void set(String name, String value) {
        remove(name);
        add(name, value);
    }

    public void set(HttpHeader header) {
        remove(header.name());
        checkValue(header.name(), header.value());
        lines.add(header);
    }

    private void remove(String name) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).is(name)) {
                lines.remove(i);
            }
        }
    }

    public Optional<String> first(String name) {
        for (HttpHeader line : lines) {
            if (line.is(name)) {
                return Optional.of(line.value());
            }
        }
        return Optional.empty();
    }

    public List<HttpHeader> lines() {
        return List.copyOf(lines);
    }
}
