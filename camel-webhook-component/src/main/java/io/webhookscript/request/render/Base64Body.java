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

import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;

import io.webhookscript.http.message.RequestBody;

/**
 * The bytes of another body in base64. They are encoded as they are read, so that a large body in a file is never in
 * memory as a whole.
 */
record Base64Body(RequestBody bytes) implements RequestBody {

    /** Three bytes become four characters. */
    private static final int GROUP = 3;
    private static final int CHARACTERS = 4;

    /** A multiple of the group, so that only the end of the body is padded. */
    private static final int CHUNK = 8 * 1024 * GROUP;

    @Override
    public long length() {
        return (bytes.length() + GROUP - 1) / GROUP * CHARACTERS;
    }

    @Override
    public InputStream open() throws IOException {
        return new EncodingStream(bytes.open());
    }

    private static final class EncodingStream extends InputStream {

        private final InputStream in;
        private byte[] encoded = new byte[0];
        private int next;

        EncodingStream(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            return hasMore() ? encoded[next++] : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int count) throws IOException {
            if (count == 0) {
                return 0;
            }
            if (!hasMore()) {
                return -1;
            }
            int n = Math.min(count, encoded.length - next);
            System.arraycopy(encoded, next, buffer, offset, n);
            next += n;
            return n;
        }

        private boolean hasMore() throws IOException {
            if (next == encoded.length) {
                encoded = Base64.getEncoder().encode(in.readNBytes(CHUNK));
                next = 0;
            }
            return encoded.length > 0;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
