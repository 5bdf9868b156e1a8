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
package io.webhookscript.samples.common;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Prints what happens in a sample, step by step, with the result of each check. A step and its lines may come from
 * different threads.
 */
public final class Narration {

    private static final String MARGIN = " ".repeat(15);

    private final PrintStream out;
    private int steps;
    private int checks;
    private int failures;

    public Narration(PrintStream out) {
        this.out = out;
    }

    public static Narration onConsole() {
        return new Narration(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }

    public synchronized void title(String title) {
        out.println("\n" + title + "\n" + "=".repeat(title.length()));
    }

    /** Prints a paragraph whose lines are already broken. */
    public synchronized void text(String paragraph) {
        out.println("\n" + paragraph.strip());
    }

    public synchronized void step(String what) {
        out.println("\n" + ++steps + ". " + what);
    }

    /** Prints who does what; further lines are indented. */
    public synchronized void line(String who, String what) {
        out.println(String.format(Locale.ROOT, "   %-11s ", who) + what.strip().replace("\n", "\n" + MARGIN));
    }

    /** Checks a fact, and prints what was expected and found if it does not hold. */
    public synchronized void check(String what, Object expected, Object found) {
        checks++;
        if (expected.equals(found)) {
            line("", "ok      " + what);
        } else {
            failures++;
            line("", "WRONG   " + what + "\n        expected " + expected + "\n        found    " + found);
        }
    }

    public void check(String what, boolean holds) {
        check(what, true, holds);
    }

    /** Prints the verdict; true when all checks hold. */
    public synchronized boolean end() {
        out.println("\n" + (failures == 0
                ? "All " + checks + " checks hold." : failures + " of " + checks + " checks do not hold: see WRONG above.")
                    + "\n");
        return failures == 0;
    }
}
