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
package io.webhookscript.benchmarks.speed;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.webhookscript.benchmarks.speed.peer.Peers;
import org.jspecify.annotations.Nullable;

/**
 * What the harness was called with.
 *
 * @param only       competitors, in the order of the tables
 * @param parts      that are run
 * @param unreliable whether ratios are printed, and marked, that the machine was too busy for
 * @param into       a page whose tables are replaced; null for none
 */
record Options(Plan plan, List<String> only, List<String> parts, boolean unreliable, @Nullable Path into) {

    static final String USAGE
            = """
                    [--full | --quick | --short]   more than an hour, ten minutes, or a minute to show that it works
                    [--only=raw,careful,script]    competitors, of %s
                    [--parts=load,bursts]          of %s
                    [--unreliable]                 prints ratios, marked, that the machine was too busy for
                    [--into=PAGE]                  replaces the tables in an AsciiDoc page"""
                    .formatted(Peers.COMPARED, SpeedHarness.PARTS);

    static Options of(String... arguments) {
        Deque<String> left = new ArrayDeque<>(List.of(arguments));
        Options options = new Options(Plan.FULL, Peers.COMPARED, SpeedHarness.PARTS, false, null);
        while (!left.isEmpty()) {
            options = options.with(left.removeFirst());
        }
        return options;
    }

    private Options with(String argument) {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        String value = argument.substring(equals + 1);
        return switch (name) {
            case "--full" -> new Options(Plan.FULL, only, parts, unreliable, into);
            case "--quick" -> new Options(Plan.QUICK, only, parts, unreliable, into);
            case "--short" -> new Options(Plan.SHORT, only, parts, unreliable, into);
            case "--only" -> new Options(plan, some(value, Peers.COMPARED), parts, unreliable, into);
            case "--parts" -> new Options(plan, only, some(value, SpeedHarness.PARTS), unreliable, into);
            case "--unreliable" -> new Options(plan, only, parts, true, into);
            case "--into" -> new Options(plan, only, parts, unreliable, Path.of(value));
            default -> throw new IllegalArgumentException("unknown argument " + argument + ", expected\n" + USAGE);
        };
    }

    private static List<String> some(String names, List<String> known) {
        List<String> asked = List.of(names.split(","));
        if (!known.containsAll(asked)) {
            throw new IllegalArgumentException("expected some of " + known + ", got " + asked);
        }
        return known.stream().filter(asked::contains).toList();
    }
}
