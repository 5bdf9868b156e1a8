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
package io.webhookscript.benchmarks.speed.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** An AsciiDoc page with places for what the harness writes, each between two comments that readers do not see. */
public record Page(String text) {

    private static final String BEGIN = "// speed harness: ";
    private static final String END = "// end of speed harness: ";

    public static Page of(Path file) throws IOException {
        return new Page(Files.readString(file));
    }

    /** @throws IllegalArgumentException when the page has no such place */
    public Page with(Map<String, String> contents) {
        Page page = this;
        for (Map.Entry<String, String> content : contents.entrySet()) {
            page = page.with(content.getKey(), content.getValue());
        }
        return page;
    }

    private Page with(String place, String content) {
        String first = BEGIN + place + "\n";
        int begin = text.indexOf(first);
        int end = text.indexOf(END + place + "\n");
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException(
                    "expected the lines '" + BEGIN + place + "' and '" + END + place + "' in the page");
        }
        return new Page(text.substring(0, begin) + first + "\n" + content.strip() + "\n\n" + text.substring(end));
    }
}
