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
package io.webhookscript.samples.crmsync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Drops each event into the inbox as a file of its own, and looks for the result files. */
final class FolderSender {

    private final Path inbox;
    private final Path results;

    FolderSender(Path folder) {
        this.inbox = folder.resolve("inbox");
        this.results = folder.resolve("results");
    }

    void send(List<ContactEvent> events, Ledger ledger) throws IOException {
        Files.createDirectories(inbox);
        for (ContactEvent event : events) {
            Path draft = Files.writeString(inbox.resolve(event.fileName() + ".draft"), event.text());
            Files.move(draft, inbox.resolve(event.fileName() + ".json"), StandardCopyOption.ATOMIC_MOVE);
            ledger.sent();
        }
    }

    /** Enters the result files that are there. */
    void collect(List<ContactEvent> events, Ledger ledger) throws IOException {
        for (ContactEvent event : events) {
            for (String ending : List.of(".result.json", ".failed.json")) {
                Path result = results.resolve(event.fileName() + ending);
                if (Files.exists(result)) {
                    ledger.responded(SourceResponse.of(event, Files.readString(result)));
                }
            }
        }
    }
}
