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
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipException;

import io.webhookscript.http.CallProgress.Phase;
import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.http.message.HttpResponse;

/** Reads one complete response: heads, and the body to its last byte, decompressed, up to the cap. */
final class HttpResponseReader {

    /**
     * The maximum number of bytes to skip after the end of compressed data; with more, the connection is closed
     * instead.
     */
    private static final int MAX_TRAILING = 64 * 1024;
    private static final int FIRST_PIECE = 8 * 1024;
    private static final long IDLE = TimeUnit.SECONDS.toNanos(30);

    private final Connection connection;
    private final CallProgress progress;

    HttpResponseReader(Connection connection, CallProgress progress) {
        this.connection = connection;
        this.progress = progress;
        connection.beforeHeads();
    }

    ResponseHead finalHead() throws IOException {
        return responded(ResponseHead.readFinal(connection));
    }

    /** Accepts the final head of the response, which another thread may have read. */
    ResponseHead responded(ResponseHead head) {
        progress.responded(head.status());
        return head;
    }

    /**
     * @param whole whether the request was sent in full; if not, the connection cannot be used again
     * @param now   the nano time from which the connection is idle
     */
    HttpResponse response(ResponseHead head, String method, long cap, boolean whole, long now) throws IOException {
        progress.enter(Phase.BODY);
        connection.afterHeads();
        BodyFraming body = BodyFraming.of(head, method, connection);
        List<String> layers = ContentDecoding.layers(head);
        CappedBody read = layers.isEmpty() ? capped(body.bytes(), cap, firstPiece(body)) : decoded(body, layers, cap);
        if (whole && !read.over && body.delimited() && staysOpen(head)) {
            connection.mayBeReused(now + keepAlive(head));
        }
        boolean decoded = !layers.isEmpty() && !read.asItCame && (read.bytes.length > 0 || read.over);
        return new HttpResponse(head.status(), decoded ? withoutCoding(head.headers()) : head.headers(), read.bytes, read.over);
    }

    /** A body that is not packed as its head says is left as it came, like one in an unknown coding. */
    private CappedBody decoded(BodyFraming body, List<String> layers, long cap) throws IOException {
        Kept kept = new Kept(body.bytes(), cap);
        CappedBody read;
        try (InputStream decoded = ContentDecoding.decode(kept, layers, progress.deadline())) {
            read = capped(decoded, cap, FIRST_PIECE);
        } catch (ZipException otherwisePacked) {
            return kept.whole();
        } catch (EOFException tooShort) {
            if (kept.ended && body.delimited()) {
                return kept.whole();
            }
            throw tooShort;
        }
        // the end of the compressed data is not yet that of the body, which may still prove to be cut off
        if (!read.over && body.bytes().readNBytes(MAX_TRAILING).length == MAX_TRAILING) {
            throw new MalformedResponseException("the compressed body of the response is followed by other bytes");
        }
        return read;
    }

    /** Reading one byte more than the declared length shows the end of the body. */
    private static int firstPiece(BodyFraming body) {
        return body.length() < 0 ? FIRST_PIECE : (int) Math.min(FIRST_PIECE, body.length() + 1);
    }

    private static CappedBody capped(InputStream in, long cap, int firstPiece) throws IOException {
        byte[] bytes = new byte[(int) Math.min(firstPiece, cap + 1)];
        int length = 0;
        while (length <= cap) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(2L * bytes.length, cap + 1));
            }
            int count = in.read(bytes, length, bytes.length - length);
            if (count < 0) {
                return new CappedBody(Arrays.copyOf(bytes, length), false);
            }
            length += count;
        }
        return new CappedBody(Arrays.copyOf(bytes, (int) cap), true);
    }

    private static boolean staysOpen(ResponseHead head) {
        if (head.hasElement("Connection", "close")) {
            return false;
        }
        return head.http11() || head.hasElement("Connection", "keep-alive");
    }

    /** Returns our idle timeout, or the receiver's if it is shorter: {@code Keep-Alive: timeout=5}. */
    private static long keepAlive(ResponseHead head) {
        if (head.elements("Keep-Alive").isEmpty()) {
            return IDLE;
        }
        OptionalLong named = head.elements("Keep-Alive").stream().filter(e -> e.matches("(?i)timeout=\\d{1,6}"))
                .mapToLong(e -> Long.parseLong(e.substring(e.indexOf('=') + 1))).min();
        return named.isPresent() ? Math.min(IDLE, TimeUnit.SECONDS.toNanos(named.getAsLong())) : IDLE;
    }

    /** Removes the headers that do not match a decoded body. */
    private static List<HttpHeader> withoutCoding(List<HttpHeader> headers) {
        List<HttpHeader> left = new ArrayList<>(headers);
        left.removeIf(h -> h.is("Content-Encoding") || h.is("Content-Length"));
        return left;
    }

    private static final class CappedBody {

        private final byte[] bytes;
        private final boolean over;
        private final boolean asItCame;

        private CappedBody(byte[] bytes, boolean over) {
            this(bytes, over, false);
        }

        private CappedBody(byte[] bytes, boolean over, boolean asItCame) {
            this.bytes = bytes;
            this.over = over;
            this.asItCame = asItCame;
        }
    }

    /**
     * Keeps what a decoder reads, up to the cap. Its close frees a decoder without reading the body to its end, as the
     * body's own close would.
     */
    private static final class Kept extends FilterInputStream {

        private final ByteArrayOutputStream read = new ByteArrayOutputStream();
        private final long cap;
        private boolean ended;

        private Kept(InputStream in, long cap) {
            super(in);
            this.cap = cap;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            ended |= next < 0;
            if (next >= 0 && read.size() <= cap) {
                read.write(next);
            }
            return next;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int count = super.read(target, from, length);
            ended |= count < 0;
            if (count > 0 && read.size() <= cap) {
                read.write(target, from, count);
            }
            return count;
        }

        /** The body as it came, to its end. */
        private CappedBody whole() throws IOException {
            InputStream all = new SequenceInputStream(new ByteArrayInputStream(read.toByteArray()), in);
            CappedBody whole = capped(all, cap, FIRST_PIECE);
            return new CappedBody(whole.bytes, whole.over, true);
        }

        @Override
        public void close() {
            // the connection is closed or reused by its owner
        }
    }
}
