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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;

import org.apache.hc.core5.http.TruncatedChunkException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthInputStream;
import org.apache.hc.core5.http.impl.io.IdentityInputStream;

/**
 * The framing of a response body, which decides where it ends (RFC 9112 §6.3).
 *
 * @param bytes     the body as it was received, before decompression
 * @param delimited whether the body ends before the connection is closed, so that the connection may be used again
 * @param length    the length that the response declares, else -1
 */
record BodyFraming(InputStream bytes, boolean delimited, long length) {

    private static final Http1Config LIMITS = Http1Config.custom().setMaxLineLength(8 * 1024).setMaxHeaderCount(100).build();

    private static final int MAX_DIGITS = 18;

    static BodyFraming of(ResponseHead head, String method, Connection connection) throws IOException {
        if (method.equals("HEAD") || head.status() < 200 || head.status() == 204 || head.status() == 304) {
            return new BodyFraming(new ByteArrayInputStream(new byte[0]), endsWithItsHead(head, method), 0);
        }
        List<String> codings = head.elements("Transfer-Encoding");
        List<String> lengths = head.elements("Content-Length");
        if (!codings.isEmpty()) {
            if (codings.size() > 1 || !codings.get(0).toLowerCase(Locale.ROOT).equals("chunked")) {
                throw new MalformedResponseException(
                        "the response has a Transfer-Encoding other than chunked, which was not requested");
            }
            // a Content-Length beside it may be request smuggling (RFC 9112 §6.3), and HTTP/1.0 has no chunks (§6.1):
            // the connection is not used again
            return new BodyFraming(new StrictChunkedInputStream(connection), lengths.isEmpty() && head.http11(), -1);
        }
        if (lengths.isEmpty()) {
            return new BodyFraming(new IdentityInputStream(connection.buffer(), connection.in()), false, -1);
        }
        long length = length(lengths);
        return new BodyFraming(new ContentLengthInputStream(connection.buffer(), connection.in(), length), true, length);
    }

    /** Some servers send a body with 204 anyway: it may come late and must not be read as the next response. */
    private static boolean endsWithItsHead(ResponseHead head, String method) {
        boolean mayAnnounceABody = method.equals("HEAD") || head.status() == 304;
        return head.status() != 101 && (mayAnnounceABody || !head.announcesABody());
    }

    private static long length(List<String> lengths) throws MalformedResponseException {
        String first = lengths.get(0);
        boolean isNumber = first.length() <= MAX_DIGITS;
        for (int i = 0; i < first.length(); i++) {
            isNumber &= first.charAt(i) >= '0' && first.charAt(i) <= '9';
        }
        for (String other : lengths) {
            isNumber &= other.equals(first);
        }
        if (!isNumber) {
            throw new MalformedResponseException("the Content-Length of the response is not a single whole number");
        }
        return Long.parseLong(first);
    }

    /**
     * Accepts the end of the body only after the empty line of the last chunk. The library also accepts a missing or
     * incomplete chunk size as the end.
     */
    private static final class StrictChunkedInputStream extends ChunkedInputStream {

        private final Connection.MeteredInputStream connection;

        private StrictChunkedInputStream(Connection connection) {
            super(new ChunkLines(connection.buffer()), connection.in(), LIMITS);
            this.connection = connection.in();
        }

        @Override
        public int read() throws IOException {
            return whole(super.read());
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            return whole(super.read(target, from, length));
        }

        private int whole(int read) throws IOException {
            if (read < 0 && connection.hasEnded()) {
                throw new TruncatedChunkException("the last chunk is incomplete");
            }
            return read;
        }
    }
}
