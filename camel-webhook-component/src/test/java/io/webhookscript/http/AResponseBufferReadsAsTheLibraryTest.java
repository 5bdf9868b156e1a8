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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.CharArrayBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AResponseBufferReadsAsTheLibraryTest {

    private static final int MAX_READS = 10_000;

    @Property
    void linesAndBytesInAnyOrderAreThoseOfTheLibrary(
            @ForAll("received") String text, @ForAll @IntRange(min = 1, max = 20) int size, @ForAll long seed)
            throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);

        List<String> read = read(new ResponseBuffer(size), bytes, seed);

        assertThat(read).isEqualTo(read(new SessionInputBufferImpl(size, ResponseHead.MAX_LINE), bytes, seed));
        assertThat(read.get(read.size() - 1)).isEqualTo("-1");
    }

    /** Lines of both kinds, of which the library and this buffer say the same: without a carriage return inside. */
    @Provide
    Arbitrary<String> received() {
        return Arbitraries.of("\n", "\r\n", "a", " ", "bc", "\t", "\u00e9", "0123456789abcdef").list().ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    /** What each of several kinds of reads returns, until one finds the end. */
    private static List<String> read(SessionInputBuffer buffer, byte[] bytes, long seed) throws IOException {
        InputStream in = new Pieces(bytes, new Random(seed));
        Random kinds = new Random(~seed);
        List<String> read = new ArrayList<>();
        for (int i = 0; i < MAX_READS; i++) {
            String next = next(buffer, in, kinds.nextInt(4), 1 + kinds.nextInt(30));
            read.add(next);
            if (next.equals("-1")) {
                return read;
            }
        }
        throw new AssertionError("the end was not found");
    }

    private static String next(SessionInputBuffer buffer, InputStream in, int kind, int length) throws IOException {
        if (kind == 0) {
            return Integer.toString(buffer.read(in));
        }
        if (kind == 1) {
            // how many bytes one read returns is the buffer's own choice
            byte[] target = new byte[length];
            int count = 0;
            int more = 0;
            while (count < length && more >= 0) {
                more = buffer.read(target, count, length - count, in);
                count += Math.max(0, more);
            }
            return count == 0 ? "-1" : Arrays.toString(Arrays.copyOf(target, count));
        }
        CharArrayBuffer line = new CharArrayBuffer(8);
        line.append("before ");
        int count = buffer.readLine(line, in);
        return count < 0 ? "-1" : count + " " + line;
    }

    /** Returns a few bytes of each read, as a connection does. */
    private static final class Pieces extends ByteArrayInputStream {

        private final Random sizes;

        private Pieces(byte[] bytes, Random sizes) {
            super(bytes);
            this.sizes = sizes;
        }

        @Override
        public synchronized int read(byte[] target, int from, int length) {
            return super.read(target, from, Math.min(length, 1 + sizes.nextInt(7)));
        }
    }

    @Test
    void aLineHasAnEndOrIsTooLong() {
        byte[] endless = new byte[3 * ResponseHead.MAX_LINE];
        Arrays.fill(endless, (byte) 'a');
        ResponseBuffer buffer = new ResponseBuffer(1_000);

        assertThatExceptionOfType(MessageConstraintException.class)
                .isThrownBy(() -> buffer.readLine(new CharArrayBuffer(8), new ByteArrayInputStream(endless)));
        assertThat(buffer.getMetrics().getBytesTransferred()).isBetween((long) ResponseHead.MAX_LINE,
                ResponseHead.MAX_LINE + 1_000L);
    }

    @ParameterizedTest
    @ValueSource(ints = { -2, -1, 0, 1 })
    void theLongestLineIsThatOfTheLibrary(int beyond) {
        byte[] bytes = ("a".repeat(ResponseHead.MAX_LINE + beyond) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        for (int size : new int[] { 1_000, 1_024, 2 * ResponseHead.MAX_LINE }) {
            assertThat(longLine(new ResponseBuffer(size), bytes))
                    .isEqualTo(longLine(new SessionInputBufferImpl(size, ResponseHead.MAX_LINE), bytes))
                    .isEqualTo(beyond < -1 ? String.valueOf(ResponseHead.MAX_LINE + beyond) : "too long");
        }
    }

    private static String longLine(SessionInputBuffer buffer, byte[] bytes) {
        try {
            return String.valueOf(buffer.readLine(new CharArrayBuffer(8), new ByteArrayInputStream(bytes)));
        } catch (MessageConstraintException e) {
            return "too long";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aCarriageReturnInsideALineIsRejectedWhereverThePiecesEnd() {
        for (int size = 1; size < 10; size++) {
            ResponseBuffer buffer = new ResponseBuffer(size);
            InputStream in = new ByteArrayInputStream("ab\rcd\r\n".getBytes(StandardCharsets.ISO_8859_1));

            assertThatExceptionOfType(MalformedResponseException.class)
                    .isThrownBy(() -> buffer.readLine(new CharArrayBuffer(8), in));
        }
    }
}
