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
import java.io.InputStream;

import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.io.HttpTransportMetrics;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * The buffer of a connection while chunks are read from it. It rejects a sign before the size of a chunk, which RFC
 * 9112 §7.1 does not allow and the library accepts as part of the number.
 */
record ChunkLines(SessionInputBuffer buffer) implements SessionInputBuffer {

    @Override
    public int readLine(CharArrayBuffer line, InputStream in) throws IOException {
        int at = line.length();
        int read = buffer.readLine(line, in);
        while (at < line.length() && line.charAt(at) <= ' ') {
            at++;
        }
        if (at < line.length() && (line.charAt(at) == '+' || line.charAt(at) == '-')) {
            throw new MalformedChunkCodingException("the size of a chunk has a sign");
        }
        return read;
    }

    @Override
    public int length() {
        return buffer.length();
    }

    @Override
    public int capacity() {
        return buffer.capacity();
    }

    @Override
    public int available() {
        return buffer.available();
    }

    @Override
    public int read(byte[] target, int from, int length, InputStream in) throws IOException {
        return buffer.read(target, from, length, in);
    }

    @Override
    public int read(byte[] target, InputStream in) throws IOException {
        return buffer.read(target, in);
    }

    @Override
    public int read(InputStream in) throws IOException {
        return buffer.read(in);
    }

    @Override
    public HttpTransportMetrics getMetrics() {
        return buffer.getMetrics();
    }
}
