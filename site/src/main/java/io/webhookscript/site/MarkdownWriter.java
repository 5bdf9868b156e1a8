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
package io.webhookscript.site;

import java.util.List;
import java.util.regex.Pattern;

import com.vladsch.flexmark.html2md.converter.FlexmarkHtmlConverter;
import com.vladsch.flexmark.util.data.MutableDataSet;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Writes a page of HTML as Markdown. */
final class MarkdownWriter {

    private static final Pattern SPACES_AT_THE_END = Pattern.compile("(?m)[ \t]+$");
    private static final Pattern PADDING = Pattern.compile(" {2,}(?=\\|)");
    private static final Pattern RULE = Pattern.compile("(?m)^\\|[:|-]+\\|$");

    private final FlexmarkHtmlConverter converter = FlexmarkHtmlConverter.builder(new MutableDataSet()
            .set(FlexmarkHtmlConverter.SETEXT_HEADINGS, false).set(FlexmarkHtmlConverter.OUTPUT_ATTRIBUTES_ID, false)
            .set(FlexmarkHtmlConverter.TYPOGRAPHIC_SMARTS, false).set(FlexmarkHtmlConverter.TYPOGRAPHIC_QUOTES, false)).build();

    String markdown(Document page) {
        page.select(".admonitionblock").forEach(MarkdownWriter::quote);
        page.select("table:has(pre)").forEach(MarkdownWriter::unfold);
        page.select("dl").forEach(MarkdownWriter::list);
        page.select("div, li > p:only-child").unwrap();
        String markdown = converter.convert(page.body().html());
        String narrow = RULE.matcher(PADDING.matcher(markdown).replaceAll(" ")).replaceAll(
                rule -> rule.group().replaceAll("-{2,}", "-"));
        return SPACES_AT_THE_END.matcher(narrow).replaceAll("").strip() + "\n";
    }

    /** A note, which is a table with an icon, becomes a quote. */
    private static void quote(Element note) {
        Element quote = new Element("blockquote");
        quote.appendElement("strong").text(note.select(".icon").text() + ":");
        quote.append(" " + note.select(".content").html());
        note.replaceWith(quote);
    }

    /** Markdown has no lists of terms: each becomes a bold line. */
    private static void list(Element terms) {
        Element lines = new Element("div");
        for (Element child : terms.children()) {
            if (child.normalName().equals("dt")) {
                lines.appendElement("p").appendElement("strong").html(child.html());
            } else {
                lines.append(child.html());
            }
        }
        terms.replaceWith(lines);
    }

    /** A table of Markdown has no blocks, so each row becomes a bold line, and the blocks of its other cells. */
    private static void unfold(Element table) {
        Element rows = new Element("div");
        for (Element row : table.select("tbody > tr")) {
            List<Element> cells = row.children();
            rows.appendElement("p").appendElement("strong").html(cells.get(0).select("p").html());
            cells.subList(1, cells.size()).forEach(cell -> rows.append(cell.html()));
        }
        table.replaceWith(rows);
    }
}
