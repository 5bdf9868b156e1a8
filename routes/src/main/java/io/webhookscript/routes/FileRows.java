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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.util.FileUtil;

/**
 * Opens a file of JSON lines or CSV, whose rows a split then delivers: the exchange property {@code webhookscriptRows}.
 */
public final class FileRows implements Processor {

    private boolean csv;
    private char separator = ',';
    private Charset charset = StandardCharsets.UTF_8;
    private int maxLength = Integer.MAX_VALUE;
    private Path resultDirectory = Path.of(".");

    /** Either {@code jsonl} or {@code csv}. */
    public void setFormat(String format) {
        csv = switch (format) {
            case "jsonl" -> false;
            case "csv" -> true;
            default -> throw new IllegalArgumentException("format is " + format + ", expected json, jsonl or csv");
        };
    }

    /** Between the values of a CSV row: one character, or {@code tab}. */
    public void setSeparator(String separator) {
        String character = separator.equals("tab") ? "\t" : separator;
        if (character.length() != 1) {
            throw new IllegalArgumentException("separator is " + separator + ", expected one character or tab");
        }
        this.separator = character.charAt(0);
    }

    /** The character set of the file. */
    public void setCharset(String charset) {
        this.charset = Charset.forName(charset);
    }

    /** The maximum length of a row, in characters. */
    public void setMaxLength(int maxLength) {
        this.maxLength = maxLength;
    }

    /** The folder for the results of the rows. */
    public void setResultDirectory(String resultDirectory) {
        this.resultDirectory = Path.of(resultDirectory);
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Path file = Path.of(exchange.getMessage().getHeader("CamelFileAbsolutePath", String.class));
        RowResults results = new RowResults(
                resultDirectory, FileUtil.stripExt(String.valueOf(file.getFileName()), true));
        exchange.setProperty(RowFile.PROPERTY, new RowFile(reader(file), results, () -> AcceptanceRetry.goesOn(exchange)));
    }

    private RowReader reader(Path file) throws IOException {
        Reader text = RowText.open(file, charset);
        return csv ? new CsvRows(text, separator, charset, maxLength) : new JsonLines(text, charset, maxLength);
    }
}
