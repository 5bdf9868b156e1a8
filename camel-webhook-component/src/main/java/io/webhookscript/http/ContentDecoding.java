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

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Decodes {@code Content-Encoding}: gzip and deflate, also several of them nested. Other codings are not changed.
 */
final class ContentDecoding {

    /** More layers are used only by attackers. */
    private static final int MAX_LAYERS = 5;
    private static final int BUFFER = 8 * 1024;
    private static final Set<String> KNOWN = Set.of("gzip", "x-gzip", "deflate", "identity");

    private ContentDecoding() {
    }

    /** Returns the codings to decode, the last applied first; empty if there is none or an unknown one. */
    static List<String> layers(ResponseHead head) throws MalformedResponseException {
        List<String> elements = head.elements("Content-Encoding");
        if (elements.isEmpty()) {
            return elements;
        }
        List<String> codings = new ArrayList<>(
                elements.stream().map(c -> c.toLowerCase(Locale.ROOT)).toList());
        if (!KNOWN.containsAll(codings)) {
            return List.of();
        }
        codings.removeIf("identity"::equals);
        if (codings.size() > MAX_LAYERS) {
            throw new MalformedResponseException(
                    "the response is compressed " + codings.size() + " times, but at most " + MAX_LAYERS
                                                 + " layers are decoded");
        }
        Collections.reverse(codings);
        return codings;
    }

    static InputStream decode(InputStream body, List<String> layers, CallDeadline deadline) throws IOException {
        PushbackInputStream first = new PushbackInputStream(body, 2);
        int start = first.read();
        if (start < 0) { // an empty body has no gzip header
            return first;
        }
        first.unread(start);
        InputStream decoded = first;
        for (String layer : layers) {
            decoded = new DeadlineInputStream(layer.equals("deflate") ? inflate(decoded) : gunzip(decoded), deadline);
        }
        return decoded;
    }

    private static InputStream gunzip(InputStream in) throws IOException {
        return new GZIPInputStream(new WaitingInputStream(in), BUFFER);
    }

    /** "deflate" is the zlib format, but some servers send raw deflate (RFC 9110 §8.4.1.2). */
    private static InputStream inflate(InputStream in) throws IOException {
        PushbackInputStream body = new PushbackInputStream(in, 2);
        int first = body.read();
        int second = body.read();
        if (second >= 0) {
            body.unread(second);
        }
        if (first >= 0) {
            body.unread(first);
        }
        boolean zlib = (first & 0x0f) == 8 && ((first << 8 | second) % 31) == 0;
        Inflater inflater = new Inflater(!zlib);
        return new InflaterInputStream(body, inflater, BUFFER) {
            @Override
            public void close() throws IOException {
                inflater.end(); // its memory is outside the heap, and the stream frees only an inflater that it created
                super.close();
            }
        };
    }

    /**
     * Blocks until the next byte or the end before it reports whether a byte is available. GZIPInputStream asks this
     * after a member and would take a pause of the network for the end of the data.
     */
    private static final class WaitingInputStream extends PushbackInputStream {

        private WaitingInputStream(InputStream in) {
            super(in, 1);
        }

        @Override
        public int available() throws IOException {
            int next = read();
            if (next < 0) {
                return 0;
            }
            unread(next);
            return 1;
        }
    }

    /**
     * Checks the deadline at each read: a compression bomb between two layers may compute for minutes without input or
     * output.
     */
    private static final class DeadlineInputStream extends FilterInputStream {

        private final CallDeadline deadline;

        private DeadlineInputStream(InputStream in, CallDeadline deadline) {
            super(in);
            this.deadline = deadline;
        }

        @Override
        public int read() throws IOException {
            deadline.check();
            return super.read();
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            deadline.check();
            return super.read(target, from, length);
        }
    }
}
