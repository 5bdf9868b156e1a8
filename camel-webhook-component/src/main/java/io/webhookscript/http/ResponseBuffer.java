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

import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.io.HttpTransportMetrics;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * The bytes that were read from a connection and not yet taken from here. It needs half the memory of the library's own
 * buffer, which counts when thousands of connections wait for a response. It rejects a carriage return inside a line
 * (RFC 9112 §2.2), which the library treats as a space and other software may treat as the end of the line. Used by one
 * thread at a time.
 */
final class ResponseBuffer implements SessionInputBuffer {

    private final byte[] bytes;
    private int from;
    private int to;
    private long received;

    ResponseBuffer(int size) {
        bytes = new byte[size];
    }

    boolean isEmpty() {
        return from == to;
    }

    @Override
    public int length() {
        return to - from;
    }

    @Override
    public int capacity() {
        return bytes.length;
    }

    @Override
    public int available() {
        return capacity() - length();
    }

    /** A large target gets bytes of the stream without a copy. */
    @Override
    public int read(byte[] target, int at, int length, InputStream in) throws IOException {
        if (isEmpty() && length >= bytes.length) {
            return counted(in.read(target, at, length));
        }
        if (!hasMore(in)) {
            return -1;
        }
        int count = Math.min(length, length());
        System.arraycopy(bytes, from, target, at, count);
        from += count;
        return count;
    }

    @Override
    public int read(byte[] target, InputStream in) throws IOException {
        return read(target, 0, target.length, in);
    }

    @Override
    public int read(InputStream in) throws IOException {
        return hasMore(in) ? bytes[from++] & 0xff : -1;
    }

    /**
     * Appends a line without its line feed and a carriage return before it. A line may end with the stream.
     *
     * @return                            the length of the line; -1 when the stream ends before it
     * @throws MessageConstraintException if the line is too long
     * @throws MalformedResponseException if the line contains a carriage return
     */
    @Override
    public int readLine(CharArrayBuffer line, InputStream in) throws IOException {
        int start = line.length();
        boolean ended = false;
        while (!ended && hasMore(in)) {
            int end = from;
            while (end < to && bytes[end] != '\n') {
                end++;
            }
            line.append(bytes, from, end - from);
            ended = end < to;
            from = ended ? end + 1 : end;
            if (line.length() - start >= ResponseHead.MAX_LINE) {
                throw new MessageConstraintException("Maximum line length limit exceeded");
            }
        }
        return ended || line.length() > start ? withoutItsEnd(line, start) : -1;
    }

    private static int withoutItsEnd(CharArrayBuffer line, int start) throws MalformedResponseException {
        int end = line.length();
        if (end > start && line.charAt(end - 1) == '\r') {
            end--;
            line.setLength(end);
        }
        for (int i = start; i < end; i++) {
            if (line.charAt(i) == '\r') {
                throw new MalformedResponseException("a line of the response contains a carriage return");
            }
        }
        return end - start;
    }

    /** Whether there is a byte to take; reads more if all were taken. */
    private boolean hasMore(InputStream in) throws IOException {
        if (isEmpty()) {
            from = 0;
            to = 0; // also when the read fails
            to = Math.max(0, counted(in.read(bytes, 0, bytes.length)));
        }
        return !isEmpty();
    }

    private int counted(int count) {
        received += Math.max(0, count);
        return count;
    }

    /** Counts the bytes from the stream. */
    @Override
    public HttpTransportMetrics getMetrics() {
        return () -> received;
    }
}
