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
package io.webhookscript.script.reader;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

import io.webhookscript.script.Script;
import io.webhookscript.script.ScriptDefinition.Trigger;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;

/** Checks rules between files: two scripts must not have the same name or channel. Both files get a problem. */
public final class CrossFileRules {

    static final String NAME = "name";
    static final String TRIGGERS = "triggers";
    public static final String USE_CASE = "useCase";

    /** The keys at which these problems are reported. */
    static final List<String> KEYS = List.of(NAME, TRIGGERS, USE_CASE);

    private CrossFileRules() {
    }

    /** @param file the file's name in messages */
    public record ScriptFile(String file, Script script, ScriptReader.PositionedResult placed) {
    }

    /** Returns problems by location. Files with the same bytes are the same script, even at different locations. */
    public static Map<String, List<Problem>> check(Map<String, ScriptFile> byLocation) {
        Map<String, List<Problem>> problems = new TreeMap<>();
        Map<String, List<String>> byName = new TreeMap<>();
        byLocation.forEach((location, loaded) -> byName.computeIfAbsent(loaded.script().name(), n -> new ArrayList<>())
                .add(location));
        byName.forEach((name, locations) -> conflicts(locations, byLocation, problems, ProblemCode.DUPLICATE_NAME, NAME,
                "the name `" + name + "`", "each name once"));
        channels(byLocation, problems, script -> script.definition().about().active());
        return problems;
    }

    /** Returns the problems of a script if it were active: its channels that another active script has. */
    public static List<Problem> takenChannels(Map<String, ScriptFile> byLocation, String name) {
        Map<String, List<Problem>> problems = new TreeMap<>();
        channels(byLocation, problems, script -> script.definition().about().active() || script.name().equals(name));
        return problems.entrySet().stream()
                .filter(entry -> Objects.requireNonNull(byLocation.get(entry.getKey())).script().name().equals(name))
                .flatMap(entry -> entry.getValue().stream()).toList();
    }

    private static void channels(
            Map<String, ScriptFile> byLocation, Map<String, List<Problem>> problems, Predicate<Script> active) {
        Map<String, List<String>> byChannel = new TreeMap<>();
        byLocation.forEach((location, loaded) -> {
            if (active.test(loaded.script())) {
                channels(loaded.script()).forEach(c -> byChannel.computeIfAbsent(c, n -> new ArrayList<>()).add(location));
            }
        });
        byChannel.forEach(
                (channel, locations) -> conflicts(locations, byLocation, problems, ProblemCode.CHANNEL_TAKEN, TRIGGERS,
                        "the channel `" + channel + "`", "each channel with one active script"));
    }

    private static Set<String> channels(Script script) {
        Set<String> channels = new HashSet<>();
        script.definition().events().triggers().stream().map(Trigger::channels).forEach(channels::addAll);
        return channels;
    }

    private static void conflicts(
            List<String> locations, Map<String, ScriptFile> byLocation, Map<String, List<Problem>> problems, ProblemCode code,
            String field, String what, String expected) {
        for (String location : locations) {
            ScriptFile own = Objects.requireNonNull(byLocation.get(location));
            locations.stream().filter(other -> !sameScript(own, Objects.requireNonNull(byLocation.get(other)))).findFirst()
                    .ifPresent(other -> problems.computeIfAbsent(location, l -> new ArrayList<>()).add(new Problem(
                            code, own.file(), own.placed().placeOf(field).line(), own.placed().placeOf(field).column(), field,
                            what + " is also that of " + other,
                            expected + "; this file is " + location,
                            List.of())));
        }
    }

    private static boolean sameScript(ScriptFile left, ScriptFile right) {
        return left.script().name().equals(right.script().name()) && left.script().version().equals(right.script().version());
    }
}
