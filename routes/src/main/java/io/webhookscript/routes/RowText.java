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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens a file as text. Bytes that are not valid in its charset become a mark, so that their row can be rejected. */
final class RowText {

    /** A noncharacter, which no text contains: U+FFFD would also be that of a text which was damaged before. */
    private static final char INVALID = '\uFFFF';
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private RowText() {
    }

    static Reader open(Path file, Charset charset) throws IOException {
        Reader text = new BufferedReader(
                new InputStreamReader(
                        Files.newInputStream(file), charset.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)
                                .onUnmappableCharacter(CodingErrorAction.REPLACE).replaceWith(String.valueOf(INVALID))));
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        return text;
    }

    static boolean isInvalid(String text) {
        return text.indexOf(INVALID) >= 0;
    }
}
