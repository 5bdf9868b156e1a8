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

import java.util.Optional;

import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.HttpHeader;

/**
 * Limits the length of a request's head. Servers accept 8 to 64 KiB, and close the connection when there is more. A
 * head that is too long is reported before the first attempt. Its content is ASCII at this point.
 */
public final class RequestHead {

    static final int MAX_BYTES = 64 * 1024;
    public static final int MAX_LINE = 16 * 1024;

    /** {@code " HTTP/1.1"}, a space and the line's end. */
    private static final int AROUND_TARGET = 12;

    /** {@code ": "} and the line's end. */
    private static final int AROUND_VALUE = 4;

    private RequestHead() {
    }

    /** @throws IllegalArgumentException with the size; the message does not repeat the URL */
    static void checkUrl(long length) {
        if (length > MAX_BYTES) {
            throw new IllegalArgumentException("the URL has " + length + " bytes; expected at most " + MAX_BYTES);
        }
    }

    /** @throws IllegalArgumentException with the header's name and the size */
    static void checkLine(String name, String value) {
        if (size(name, value) > MAX_LINE) {
            throw new IllegalArgumentException(tooLong(name, size(name, value)));
        }
    }

    private static String tooLong(String name, long size) {
        return "the line of the HTTP header " + name + " has " + size + " bytes; expected at most " + MAX_LINE;
    }

    private static long size(String name, String value) {
        return (long) name.length() + value.length() + AROUND_VALUE;
    }

    /**
     * The problem of the complete head, including lines from credentials, a signature or a bean; empty when there is
     * none.
     */
    public static Optional<String> problemOf(HttpCall call) {
        long whole = (long) call.method().length() + call.origin().length() + call.pathAndQuery().length() + AROUND_TARGET;
        String longest = "Host";
        long most = 0;
        for (HttpHeader header : call.headers()) {
            long size = size(header.name(), header.value());
            whole += size;
            longest = size > most ? header.name() : longest;
            most = Math.max(size, most);
        }
        if (whole > MAX_BYTES) {
            return Optional.of(
                    "URL and headers have " + whole + " bytes together; expected at most " + MAX_BYTES
                               + "; the longest header is " + longest + " with " + most);
        }
        return most > MAX_LINE ? Optional.of(tooLong(longest, most)) : Optional.empty();
    }
}
