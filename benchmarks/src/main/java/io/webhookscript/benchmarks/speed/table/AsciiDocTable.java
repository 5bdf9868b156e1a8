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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table, as it stands in a page. */
public final class AsciiDocTable {

    private final String title;
    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();

    public AsciiDocTable(String title, String... columns) {
        this.title = title;
        this.columns = List.of(columns);
    }

    public void row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException("expected " + columns.size() + " cells, got " + List.of(cells));
        }
        rows.add(List.of(cells));
    }

    public String text() {
        String widths = columns.stream().map(column -> column.equals(columns.get(0)) ? "<3" : ">2")
                .collect(Collectors.joining(","));
        StringBuilder text = new StringBuilder().append('.').append(title).append("\n[cols=\"").append(widths)
                .append("\"]\n|===\n").append(line(columns)).append('\n');
        rows.forEach(row -> text.append(line(row)));
        return text.append("|===\n").toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().map(cell -> "|" + cell.replace("|", "\\|")).collect(Collectors.joining(" ")) + "\n";
    }
}
