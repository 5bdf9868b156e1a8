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
package io.webhookscript.cli.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of AsciiDoc as the user guide is written in, as text for a terminal: paragraphs wrapped, listings indented,
 * each row of a table as a term and what is said of it. For one page.
 */
public final class AsciiDoc {

    private static final Pattern ATTRIBUTE = Pattern.compile(":([a-z-]+):\\s*(.*)");
    private static final Pattern HEADING = Pattern.compile("(=+) (.*)");
    private static final Pattern TERM = Pattern.compile("(\\S.*?)::(?: (.*))?");
    private static final Pattern COLUMNS = Pattern.compile("cols=\"([^\"]*)\"");
    /** Options of a block; an anchor. */
    private static final Pattern OPTIONS = Pattern.compile("\\[[^\\]]*]");
    /** The bounds of tabs, and what joins a listing to its tab. */
    private static final Pattern TABS = Pattern.compile("====|\\+");

    private final List<String> lines;
    private final Map<String, String> attributes = new HashMap<>();
    private final TextBlock text = new TextBlock();
    private int at;
    private int columns;

    public AsciiDoc(String page) {
        this.lines = page.lines().toList();
    }

    public String text() {
        for (at = 0; at < lines.size(); at++) {
            String line = lines.get(at);
            Matcher attribute = ATTRIBUTE.matcher(line);
            if (attribute.matches()) {
                attributes.put(attribute.group(1), attribute.group(2));
            } else if (line.equals("----")) {
                listing();
            } else if (line.equals("|===")) {
                table();
            } else if (OPTIONS.matcher(line).matches()) {
                options(line);
            } else if (!line.startsWith("//") && !TABS.matcher(line).matches()) {
                prose(line);
            }
        }
        return text.toString();
    }

    private void options(String line) {
        Matcher cols = COLUMNS.matcher(line);
        if (cols.find()) {
            columns = cols.group(1).split(",").length;
        }
    }

    private void prose(String line) {
        Matcher heading = HEADING.matcher(line);
        Matcher term = TERM.matcher(line);
        if (heading.matches()) {
            text.heading(inline(heading.group(2)), heading.group(1).length());
        } else if (line.matches("\\.\\S.*") && !line.startsWith("..")) {
            text.paragraph(inline(line.substring(1)) + ":");
        } else if (line.startsWith("* ") || line.startsWith("- ")) {
            text.item(inline(line.substring(2)));
        } else if (term.matches()) {
            text.term(inline(term.group(1)));
            text.described(inline(term.group(2) == null ? "" : term.group(2)));
        } else if (line.isBlank()) {
            text.end();
        } else {
            text.words(inline(line));
        }
    }

    private void listing() {
        text.end();
        for (at++; at < lines.size() && !lines.get(at).equals("----"); at++) {
            text.verbatim("    " + lines.get(at));
        }
        text.end();
    }

    private void table() {
        text.end();
        StringBuilder content = new StringBuilder();
        int start = ++at;
        for (; at < lines.size() && !lines.get(at).equals("|==="); at++) {
            content.append(lines.get(at)).append('\n');
        }
        List<String> cells = cells(content.toString());
        String first = start < at ? lines.get(start) : "";
        int width = columns > 0 ? columns : Math.max(1, cells(first + "\n").size());
        // the first row is a head when an empty line follows it
        boolean head = start + 1 < at && lines.get(start + 1).isBlank() && cells(first + "\n").size() == width;
        for (int row = head && width > 2 ? width : 0; row < cells.size(); row += width) {
            row(cells.subList(row, Math.min(row + width, cells.size())),
                    head && width > 2 ? cells.subList(0, width) : List.of());
        }
        columns = 0;
    }

    private void row(List<String> cells, List<String> heads) {
        text.term(inline(cells.get(0)));
        for (int i = 1; i < cells.size(); i++) {
            if (!cells.get(i).isEmpty()) {
                text.described(inline((heads.isEmpty() ? "" : heads.get(i) + ": ") + cells.get(i)));
            }
        }
        text.end();
    }

    private static List<String> cells(String content) {
        List<String> cells = new ArrayList<>(List.of(content.split("(?<!\\\\)\\|", -1)));
        cells.remove(0); // what stands before the first bar
        cells.replaceAll(cell -> cell.strip().replaceAll("\\s+", " ").replace("\\|", "|"));
        return cells;
    }

    private String inline(String line) {
        String plain = line.replaceAll("xref:[^\\[\\s]*\\[([^\\]]*)]", "$1")
                .replaceAll("link:(?!https?:)[^\\[\\s]*\\[([^\\]]+)]", "$1")
                .replaceAll("(?:link:)?(https?://[^\\[\\s]*)\\[([^\\]]+)]", "$2 ($1)")
                .replaceAll("`\\+(.+?)\\+`", "`$1`").replace("\\*", "*")
                .replaceAll("(?<![\\w*`])\\*(\\S[^*]*?)\\*(?![\\w*`])", "$1")
                .replaceAll("(?<![\\w`])_(\\S[^_]*?)_(?![\\w`])", "$1");
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            plain = plain.replace("{" + attribute.getKey() + "}", attribute.getValue());
        }
        return plain;
    }
}
