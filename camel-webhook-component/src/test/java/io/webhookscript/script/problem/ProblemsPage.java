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
package io.webhookscript.script.problem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files that {@code docs/problems.adoc} shows. */
final class ProblemsPage {

    private static final Pattern ENTRY = Pattern.compile("(?m)^== ([a-z0-9-]+)$");
    private static final Pattern SNIPPET = Pattern.compile(
            "(?m)^\\.(\\S+) (causes it in line (\\d+)|causes it as a file|is right)\\n\\[source,\\w+\\]\\n----\\n((?s:.*?))\\n----$");

    private final String page;

    ProblemsPage() throws IOException {
        this.page = Files.readString(Path.of("../docs/problems.adoc"));
    }

    /** @param line 0 for the file as such, -1 for a file that is right */
    record Snippet(String code, String fileName, int line, String text) {

        boolean isRight() {
            return line < 0;
        }

        @Override
        public String toString() {
            return code + (isRight() ? ", right" : "");
        }
    }

    List<String> codes() {
        return ENTRY.matcher(page).results().map(r -> r.group(1)).toList();
    }

    List<Snippet> snippets() {
        List<Snippet> snippets = new ArrayList<>();
        String[] entries = page.split("(?m)^== ");
        for (int i = 1; i < entries.length; i++) {
            String code = entries[i].substring(0, entries[i].indexOf('\n'));
            Matcher matcher = SNIPPET.matcher(entries[i]);
            while (matcher.find()) {
                int line = matcher.group(2).equals("is right") ? -1 : matcher.group(3) == null ? 0
                        : Integer.parseInt(matcher.group(3));
                snippets.add(new Snippet(code, matcher.group(1), line, matcher.group(4) + "\n"));
            }
        }
        return snippets;
    }
}
