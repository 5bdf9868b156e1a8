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
package io.webhookscript.routes;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** A file needs no more memory than a row and a buffer, so its size does not matter. */
class RowsAreReadOneByOneTest {

    private static final int BUFFER = 8192;

    /** A text without end, which counts what was read of it. */
    private static final class EndlessText extends Reader {

        private final String rows;
        private long position;

        private EndlessText(String rows) {
            this.rows = rows;
        }

        @Override
        public int read(char[] buffer, int offset, int count) {
            for (int i = 0; i < count; i++) {
                buffer[offset + i] = rows.charAt((int) (position++ % rows.length()));
            }
            return count;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private interface Opening {

        RowReader of(Reader text) throws IOException;
    }

    static Stream<Arguments> formats() {
        return Stream.of(
                arguments("jsonl", "{\"n\": 1}\n", (Opening) text -> new JsonLines(text, StandardCharsets.UTF_8, 100)),
                arguments("csv", "n,path\n", (Opening) text -> new CsvRows(text, ',', StandardCharsets.UTF_8, 100)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void nothingIsReadBeyondARowAndABuffer(String name, String rows, Opening opening) throws Exception {
        EndlessText text = new EndlessText(rows);
        try (RowReader reader = opening.of(text)) {
            for (int row = 1; row <= 100_000; row++) {
                assertThat(reader.next()).isPresent();
                assertThat(text.position).isLessThanOrEqualTo((row + 1L) * rows.length() + BUFFER);
            }
        }
    }
}
