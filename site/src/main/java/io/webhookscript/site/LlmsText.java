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

import java.util.regex.Pattern;

/** {@code llms.txt} of the index page, in the form of llmstxt.org: a title, a summary, and links under headings. */
final class LlmsText {

    private static final Pattern ITEM = Pattern.compile("(?m)^[*-] +(?=\\[)");
    private static final Pattern INTRODUCTION = Pattern.compile("(?s)(# [^\\n]+)\\n+(.*?)\\n+(?=## )");

    private LlmsText() {
    }

    static String of(String index) {
        String items = ITEM.matcher(index).replaceAll("- ");
        return INTRODUCTION.matcher(items)
                .replaceFirst(introduction -> introduction.group(1) + "\n\n> " + introduction.group(2).replace("\n", "\n> ")
                                              + "\n\n");
    }
}
