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

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command writes: results to the standard output, all else to the standard error, which never has colours. */
public final class Terminal {

    private final CommandSpec spec;

    private Terminal(CommandSpec spec) {
        this.spec = spec;
    }

    /** @param spec of the command, which picocli has set when it is called */
    static Terminal of(@Nullable CommandSpec spec) {
        return new Terminal(Objects.requireNonNull(spec));
    }

    /** How the command is used, as a note. */
    void usage() {
        spec.commandLine().usage(spec.commandLine().getErr());
    }

    /** A line, or several, of what the command was called for. */
    void result(String text) {
        spec.commandLine().getOut().println(text);
        spec.commandLine().getOut().flush();
    }

    /** Progress, or something worth knowing; it may quote files of strangers. */
    void note(String text) {
        spec.commandLine().getErr().println(harmless(text));
        spec.commandLine().getErr().flush();
    }

    /** The text without what a terminal would take for an order. */
    static String harmless(String text) {
        StringBuilder harmless = new StringBuilder();
        text.codePoints().map(c -> Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r' ? '.' : c)
                .forEach(harmless::appendCodePoint);
        return harmless.toString();
    }

    /** The text of a result in bold letters, where it is shown on a terminal that may have them. */
    String bold(String text) {
        return styled(text, Style.bold);
    }

    String good(String text) {
        return styled(text, Style.fg_green);
    }

    String bad(String text) {
        return styled(text, Style.bold, Style.fg_red);
    }

    String faint(String text) {
        return styled(text, Style.faint);
    }

    private String styled(String text, IStyle... styles) {
        Ansi ansi = spec.commandLine().getColorScheme().ansi();
        // the end of bold is the start of double underlining to some terminals
        return ansi.enabled() ? Style.on(styles) + text + Style.reset.on() : text;
    }
}
