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

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.webhookscript.script.problem.ProblemCode;

/** The entries of the page on problems, one for each code. */
public final class ProblemEntries {

    private ProblemEntries() {
    }

    /**
     * @param summary its first paragraph, in one line
     * @param text    all of it, for a terminal
     */
    public record Entry(String summary, String text) {
    }

    public static Entry of(ProblemCode code) {
        String page = Pages.find("problems").orElseThrow();
        Matcher entry = Pattern.compile("(?ms)^== " + Pattern.quote(code.code()) + "$(.*?)(?=^\\[#|^== |\\z)").matcher(page);
        if (!entry.find()) {
            throw new IllegalStateException("the page on problems has no entry for " + code.code());
        }
        String text = new AsciiDoc(entry.group(1)).text();
        String first = text.strip().split("\\n\\s*\\n", 2)[0];
        return new Entry(first.replaceAll("\\s+", " "), text);
    }
}
