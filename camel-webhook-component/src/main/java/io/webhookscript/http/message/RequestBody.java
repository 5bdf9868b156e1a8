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
package io.webhookscript.http.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The bytes of a request, which can be read once for each attempt. */
public interface RequestBody {

    /** Returns the number of bytes. */
    long length();

    /** Opens a new stream over all bytes; the caller closes it. */
    InputStream open() throws IOException;

    /** Writes all bytes; the stream stays open. */
    default void writeTo(OutputStream out) throws IOException {
        try (InputStream in = open()) {
            in.transferTo(out);
        }
    }

    /** Releases the storage of the bytes (a spool file), once, when no further attempt will be made. */
    default void release() {
    }

    /** Creates a body from bytes in memory; the array is not copied and must not be changed. */
    static RequestBody of(byte[] bytes) {
        return of(bytes, bytes.length);
    }

    /** Creates a body from the first bytes of an array; the array is not copied and must not be changed. */
    static RequestBody of(byte[] bytes, int length) {
        return new RequestBody() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes, 0, length);
            }

            /** Without the buffer that a stream needs for an output stream that it does not know. */
            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(bytes, 0, length);
            }
        };
    }
}
