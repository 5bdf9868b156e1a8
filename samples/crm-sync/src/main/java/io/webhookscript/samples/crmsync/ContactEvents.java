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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The events that ship with the sample, one JSON document a line, one file for each source. */
record ContactEvents(List<ContactEvent> all) {

    ContactEvents {
        all = List.copyOf(all);
    }

    static ContactEvents load() throws IOException {
        List<ContactEvent> all = new ArrayList<>();
        for (Source source : Source.values()) {
            // split on the line feed alone: the events hold U+2028, which other readers take for the end of a line
            for (String line : read(source.resource()).split("\n", 0)) {
                all.add(new ContactEvent(all.size() + 1, source, line));
            }
        }
        return new ContactEvents(all);
    }

    private static String read(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(ContactEvents.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    List<ContactEvent> from(Source source) {
        return all.stream().filter(event -> event.source() == source).toList();
    }

    int size() {
        return all.size();
    }
}
