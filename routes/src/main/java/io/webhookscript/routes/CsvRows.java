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

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV (RFC 4180): the first row names the columns, and each further row is an event. After a mistake in the
 * quotes, the rest of the file is not read, since it is not known where a row begins.
 */
final class CsvRows implements RowReader {

    private static final Pattern LINE_BREAK = Pattern.compile("\r\n|\r|\n");

    private final RowLimit limit;
    private final Charset charset;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private @Nullable CsvColumns columns;
    private long line;

    /** @param maxLength of a row, in characters */
    CsvRows(Reader text, char separator, Charset charset, int maxLength) throws IOException {
        this.charset = charset;
        limit = new RowLimit(text, maxLength);
        parser = CSVParser.builder().setReader(limit)
                .setFormat(CSVFormat.DEFAULT.builder().setDelimiter(separator).setIgnoreEmptyLines(true).get()).get();
        records = parser.iterator();
    }

    @Override
    public Optional<Row> next() throws IOException {
        try {
            if (columns == null && !readColumns()) {
                return Optional.empty();
            }
            CsvColumns names = Objects.requireNonNull(columns);
            return read().map(record -> row(record, names));
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    /** @return whether there are columns; a file without any row has none */
    private boolean readColumns() throws IOException {
        Optional<CSVRecord> first = read();
        columns = first.map(record -> new CsvColumns(record.stream().map(String::strip).toList())).orElse(null);
        Optional<String> problem = first.filter(this::isInvalid).map(record -> "they are not valid " + charset.name())
                .or(() -> columns != null ? columns.problem() : Optional.empty());
        if (problem.isPresent()) {
            throw new IOException("the first row does not name the columns: " + problem.get());
        }
        return first.isPresent();
    }

    private Optional<CSVRecord> read() {
        Optional<CSVRecord> record = records.hasNext() ? Optional.of(records.next()) : Optional.empty();
        limit.rowEnded();
        line = parser.getCurrentLineNumber();
        return record;
    }

    private Row row(CSVRecord record, CsvColumns names) {
        long begin = line - lineBreaks(record);
        List<String> values = record.toList();
        if (isInvalid(record)) {
            return Row.rejected(begin, values, "the row is not valid " + charset.name());
        }
        if (values.size() != names.count()) {
            return Row.rejected(begin, values, "expected " + names.count() + " columns, found " + values.size());
        }
        return Row.event(begin, names.event(values));
    }

    /** The parser counts the lines to the end of a row, and a quoted value may contain several. */
    private static long lineBreaks(CSVRecord record) {
        return record.stream().mapToLong(value -> LINE_BREAK.matcher(value).results().count()).sum();
    }

    private boolean isInvalid(CSVRecord record) {
        return record.stream().anyMatch(RowText::isInvalid);
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    /** Ends a row that is too long: after a quote that is not closed, the whole file would be one value. */
    private static final class RowLimit extends FilterReader {

        /** The parser reads so far ahead of the row that it returns. */
        private static final int AHEAD = 8192;

        private final int maxLength;
        private long length;

        private RowLimit(Reader text, int maxLength) {
            super(text);
            this.maxLength = maxLength;
        }

        private void rowEnded() {
            length = 0;
        }

        @Override
        public int read() throws IOException {
            return counted(super.read(), 1);
        }

        @Override
        public int read(char[] buffer, int offset, int count) throws IOException {
            int read = super.read(buffer, offset, count);
            return counted(read, read);
        }

        private int counted(int result, int characters) throws IOException {
            length += Math.max(0, characters);
            if (length > (long) maxLength + AHEAD) {
                throw new IOException("a row has more than " + maxLength + " characters");
            }
            return result;
        }
    }
}
