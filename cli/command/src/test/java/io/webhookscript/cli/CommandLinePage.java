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
package io.webhookscript.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files and commands that {@code docs/command-line.adoc} shows. */
final class CommandLinePage {

    private static final Pattern FILE = Pattern.compile("(?m)^\\.(\\S+)\\n\\[source,\\w+]\\n----\\n((?s:.*?))\\n----$");
    private static final Pattern COMMANDS = Pattern.compile("(?m)^\\[source,sh]\\n----\\n((?s:.*?))\\n----$");

    private final String page;

    CommandLinePage() throws IOException {
        this.page = Files.readString(Path.of("../../docs/command-line.adoc"));
    }

    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        Matcher matcher = FILE.matcher(page);
        while (matcher.find()) {
            files.put(matcher.group(1), matcher.group(2) + "\n");
        }
        return files;
    }

    /** One a line. */
    List<String> commands() {
        List<String> commands = new ArrayList<>();
        Matcher matcher = COMMANDS.matcher(page);
        while (matcher.find()) {
            matcher.group(1).lines().forEach(commands::add);
        }
        return commands;
    }

    /** The only JSON that is in no file. */
    String editorTask() {
        Matcher matcher = Pattern.compile("(?m)^(\\{\\n  \"version\": \"2\\.0\\.0\".*?\\n})$", Pattern.DOTALL).matcher(page);
        if (!matcher.find()) {
            throw new IllegalStateException("the page has no task for an editor");
        }
        return matcher.group(1);
    }

    String launcher() {
        Matcher matcher = Pattern.compile("(?m)^\\[source,sh,launcher]\\n----\\n((?s:.*?))\\n----$").matcher(page);
        if (!matcher.find()) {
            throw new IllegalStateException("the page has no launcher");
        }
        return matcher.group(1) + "\n";
    }
}
