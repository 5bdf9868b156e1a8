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

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Lets the links of the pages point to where their target is in Markdown. A heading has the anchor that renderers of
 * Markdown make of its text; other places have none, so a link to one points to its page.
 */
final class PageLinks {

    private static final String SUFFIX = ".md";

    /** Page and id, such as {@code requests#via}, and the anchor of the heading. */
    private final Map<String, String> anchors = new HashMap<>();
    private final Map<Document, String> names = new HashMap<>();
    private final String sources;

    PageLinks(Map<String, Document> pages, String sources) {
        this.sources = sources;
        pages.forEach((name, page) -> {
            names.put(page, name);
            page.select("h1, h2, h3, h4, h5").forEach(heading -> anchors.put(name + "#" + heading.id(), anchor(heading)));
        });
    }

    private static String anchor(Element heading) {
        return heading.text().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
    }

    void rewrite(Document page) {
        page.select("a[href]").forEach(link -> link.attr("href", rewritten(link.attr("href"), names.getOrDefault(page, ""))));
    }

    private String rewritten(String href, String page) {
        if (href.startsWith("../")) {
            return sources + href.substring("..".length());
        }
        int hash = href.indexOf('#');
        if (hash < 0 || href.contains("://")) {
            return href;
        }
        String file = href.substring(0, hash);
        String target = file.isEmpty() ? page : file.substring(0, file.length() - SUFFIX.length());
        String anchor = anchors.get(target + href.substring(hash));
        return anchor == null ? target + SUFFIX : file + "#" + anchor;
    }
}
