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
package io.webhookscript.request.event;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

import io.webhookscript.http.message.RequestBody;

import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

/**
 * Holds the bytes of a stream that is too long for memory in a file that is deleted with its channel: when the last of
 * its users has released it, and at the latest when the object is unreachable or the JVM ends. It can be read any
 * number of times, by any threads.
 */
final class SpooledBytes implements RequestBody {

    /**
     * The maximum size in memory. An operator who allows 10,000 waiting deliveries accepts 10,000 bodies of this size.
     */
    static final int IN_MEMORY = 4 << 20;

    private final FileChannel channel;
    private final long length;
    private final AtomicInteger users = new AtomicInteger(1);

    private SpooledBytes(FileChannel channel, long length) {
        this.channel = channel;
        this.length = length;
    }

    /**
     * Reads all bytes of a stream: as {@code byte[]}, or as {@code SpooledBytes} when there are more than
     * {@link #IN_MEMORY}.
     */
    static Object read(InputStream in) throws IOException {
        byte[] announced = new byte[Math.min(Math.max(in.available(), 0), IN_MEMORY)];
        int length = in.readNBytes(announced, 0, announced.length);
        int next = in.read();
        if (next < 0) {
            return length == announced.length ? announced : Arrays.copyOf(announced, length);
        }
        InputStream begun = new ByteArrayInputStream(announced, 0, length);
        InputStream whole = new SequenceInputStream(begun, new SequenceInputStream(one((byte) next), in));
        byte[] start = whole.readNBytes(IN_MEMORY + 1);
        return start.length <= IN_MEMORY ? start : spool(start, whole);
    }

    private static InputStream one(byte value) {
        return new ByteArrayInputStream(new byte[] { value });
    }

    private static SpooledBytes spool(byte[] start, InputStream in) throws IOException {
        Path file = Files.createTempFile("webhookscript", ".spool");
        // Unix unlinks the file at once, so that even a killed process does not leave it behind
        FileChannel channel = FileChannel.open(file, READ, WRITE, DELETE_ON_CLOSE);
        try {
            writeFully(channel, ByteBuffer.wrap(start));
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                writeFully(channel, ByteBuffer.wrap(buffer, 0, n));
            }
            return new SpooledBytes(channel, channel.position());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public InputStream open() {
        return new ChannelStream();
    }

    byte[] beginning(int count) throws IOException {
        return open().readNBytes(count);
    }

    byte[] toByteArray() throws IOException {
        byte[] bytes = new byte[Math.toIntExact(length)];
        if (open().readNBytes(bytes, 0, bytes.length) < bytes.length) {
            throw new EOFException("the spool file is truncated");
        }
        return bytes;
    }

    /** Adds a user, who releases it, too. */
    void share() {
        users.incrementAndGet();
    }

    @Override
    public void release() {
        if (users.decrementAndGet() > 0) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            // the file is unlinked: the system frees it with the descriptor, even if closing fails
            throw new UncheckedIOException(e);
        }
    }

    /** Reads at its own position, so that streams do not affect each other. */
    private final class ChannelStream extends InputStream {

        private long position;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int count) throws IOException {
            int n = count == 0 ? 0 : channel.read(ByteBuffer.wrap(buffer, offset, count), position);
            position += Math.max(n, 0);
            return n;
        }
    }
}
