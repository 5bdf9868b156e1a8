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
import java.nio.charset.Charset;
import java.util.Optional;

/** Reads JSON lines: each line that is not empty is one JSON value. */
final class JsonLines implements RowReader {

    /** The number of characters by which a line is recognised that is too long to be quoted. */
    private static final int BEGINNING = 200;

    private final JsonSyntax syntax = new JsonSyntax();
    private final Reader text;
    private final Charset charset;
    private final int maxLength;
    private long line;

    /** @param maxLength of a line, in characters */
    JsonLines(Reader text, Charset charset, int maxLength) {
        this.text = text;
        this.charset = charset;
        this.maxLength = maxLength;
    }

    @Override
    public Optional<Row> next() throws IOException {
        StringBuilder content = new StringBuilder();
        for (int end = readLine(content); end >= 0 || !content.isEmpty(); end = readLine(content)) {
            if (!content.toString().isBlank()) {
                return Optional.of(row(content));
            }
            content.setLength(0);
        }
        return Optional.empty();
    }

    /** Returns the character that ended the line, -1 at the end of the file. A long line is read, but not kept. */
    private int readLine(StringBuilder content) throws IOException {
        int c = text.read();
        if (c >= 0) {
            line++;
        }
        for (; c >= 0 && c != '\n'; c = text.read()) {
            if (content.length() <= maxLength) {
                content.append((char) c);
            }
        }
        return c;
    }

    private Row row(StringBuilder content) throws IOException {
        if (content.length() > maxLength) {
            return Row.rejected(line, content.substring(0, Math.min(BEGINNING, maxLength)),
                    "the line has more than " + maxLength + " characters");
        }
        String json = content.toString().strip();
        if (RowText.isInvalid(json)) {
            return Row.rejected(line, json, "the line is not valid " + charset.name());
        }
        return syntax.problem(json)
                .map(problem -> Row.rejected(line, json, "the line is not JSON: " + problem.replaceFirst("^line 1, ", "")))
                .orElseGet(() -> Row.event(line, json));
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
