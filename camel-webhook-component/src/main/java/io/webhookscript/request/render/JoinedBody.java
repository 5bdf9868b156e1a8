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
import java.util.List;

import io.webhookscript.http.message.RequestBody;
import org.jspecify.annotations.Nullable;

/** A body of several consecutive pieces, which are read one at a time. */
record JoinedBody(List<RequestBody> pieces) implements RequestBody {

    JoinedBody {
        pieces = List.copyOf(pieces);
    }

    @Override
    public long length() {
        return pieces.stream().mapToLong(RequestBody::length).sum();
    }

    @Override
    public InputStream open() {
        return new PieceStream();
    }

    private final class PieceStream extends InputStream {

        private int next;
        private @Nullable InputStream current;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int count) throws IOException {
            if (count == 0) {
                return 0;
            }
            for (InputStream in = currentOrNext(); in != null; in = currentOrNext()) {
                int n = in.read(buffer, offset, count);
                if (n >= 0) {
                    return n;
                }
                close();
            }
            return -1;
        }

        private @Nullable InputStream currentOrNext() throws IOException {
            if (current == null && next < pieces.size()) {
                current = pieces.get(next++).open();
            }
            return current;
        }

        @Override
        public void close() throws IOException {
            InputStream in = current;
            current = null;
            if (in != null) {
                in.close();
            }
        }
    }
}
