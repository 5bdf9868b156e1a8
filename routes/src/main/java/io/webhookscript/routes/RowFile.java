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

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A file whose rows are events, while it is read: the rows one after another for a split, and what became of each. The
 * split asks whether there is another row before it delivers the current one, so two rows are in memory.
 */
final class RowFile implements Iterator<Row>, Closeable {

    /** The exchange property of the file. */
    static final String PROPERTY = "webhookscriptRows";

    private final RowReader reader;
    private final RowResults results;
    private final BooleanSupplier goesOn;
    private @Nullable Row following;
    private @Nullable Row current;
    private boolean ended;
    private boolean interrupted;

    /** @param goesOn false when the route stops, so that the file is left for its next start */
    RowFile(RowReader reader, RowResults results, BooleanSupplier goesOn) {
        this.reader = reader;
        this.results = results;
        this.goesOn = goesOn;
    }

    static RowFile of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, RowFile.class);
    }

    @Override
    public boolean hasNext() {
        if (following == null && !ended && !interrupted && results.canBeWritten()) {
            interrupted = !goesOn.getAsBoolean();
            following = interrupted ? null : read().orElse(null);
            ended |= following == null;
        }
        return following != null && !interrupted;
    }

    private Optional<Row> read() {
        try {
            return reader.next();
        } catch (IOException unreadable) {
            ended = true;
            return Optional.of(Row.rejected(reader.line() + 1, "",
                    "the file cannot be read from this row on: " + unreadable.getMessage()));
        }
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Row row = Objects.requireNonNull(following);
        following = null;
        current = row;
        return row;
    }

    /** Records what became of the current row. */
    void rowEnded(Exchange exchange) {
        Row row = current;
        if (row == null || interrupted && exchange.getException() != null) {
            return;
        }
        if (AcceptanceRetry.wasInterrupted(exchange)) {
            interrupted = true;
            return;
        }
        Ending ending = Ending.of(exchange);
        if (ending.failed()) {
            results.failed(row, ending);
        } else {
            results.succeeded(row, ending, exchange.getMessage());
        }
    }

    /**
     * Completes the files with the results, or discards them if the file is to be read again.
     *
     * @return whether a row failed
     */
    boolean complete() throws InterruptedException {
        if (interrupted) {
            results.discard();
            throw new InterruptedException("the route stops, and this file is read again when it starts");
        }
        return results.complete();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
