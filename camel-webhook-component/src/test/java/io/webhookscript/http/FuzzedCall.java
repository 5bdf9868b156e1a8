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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.http.message.RequestBody;

/**
 * A call and the bytes that answer it, as one sequence of bytes: a letter that says how the response comes ({@code a}
 * to {@code z} in pieces, {@code A} to {@code Z} with its rest late), the request, a line of {@code ----}, the
 * response. The request is a line with method and path, header lines, an empty line, and the body; {@code \1} and
 * {@code \2} in a header stand for LF and CR.
 */
record FuzzedCall(HttpCall call, byte[] response, int pieces, TwoCalls.Rest rest) {

    static final Path CORPUS = Path.of("src/test/resources/http/fuzz");
    private static final String SEPARATOR = "\n----\n";
    private static final String ORIGIN = "http://127.0.0.1:8080";

    static FuzzedCall of(byte[] input) {
        String text = new String(input, 1, input.length - 1, StandardCharsets.ISO_8859_1);
        int separator = text.indexOf(SEPARATOR);
        String request = separator < 0 ? "" : text.substring(0, separator);
        String response = separator < 0 ? text : text.substring(separator + SEPARATOR.length());
        return new FuzzedCall(
                call(request), response.getBytes(StandardCharsets.ISO_8859_1), input[0] & 0x1f,
                (input[0] & 0x20) == 0 ? TwoCalls.Rest.LATE : TwoCalls.Rest.AT_ONCE);
    }

    void check(TwoCalls calls) throws IOException {
        Random random = new Random(pieces);
        calls.check(call, response, given -> pieces == 0 ? Integer.MAX_VALUE : 1 + (pieces == 1 ? 0 : random.nextInt(16)),
                rest);
    }

    /** What the client refuses to send is replaced by what it does not. */
    private static HttpCall call(String text) {
        int end = text.indexOf("\n\n");
        String[] lines = (end < 0 ? text : text.substring(0, end)).split("\n", -1);
        String[] first = lines[0].split(" ", 2);
        try {
            List<HttpHeader> headers = new ArrayList<>();
            for (String line : Arrays.asList(lines).subList(1, lines.length)) {
                String[] parts = unescaped(line).split(":", 2);
                headers.add(new HttpHeader(parts[0], parts.length > 1 ? parts[1] : ""));
            }
            Optional<RequestBody> body = end < 0
                    ? Optional.empty()
                    : Optional.of(RequestBody.of(text.substring(end + 2).getBytes(StandardCharsets.ISO_8859_1)));
            return new HttpCall(
                    first[0], URI.create(ORIGIN + unescaped(first.length > 1 ? first[1] : "/")),
                    headers, body.orElse(null));
        } catch (IllegalArgumentException refused) {
            return Calls.get(URI.create(ORIGIN + "/"));
        }
    }

    private static String unescaped(String text) {
        return text.replace('\1', '\n').replace('\2', '\r');
    }

    static Stream<byte[]> corpus() {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.sorted().map(FuzzedCall::bytes).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
