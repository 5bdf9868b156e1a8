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
package io.webhookscript.script.repository;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

import io.webhookscript.script.Script;
import io.webhookscript.script.problem.InvalidScriptException;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.reader.CrossFileRules;
import io.webhookscript.script.reader.ReadResult;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import io.webhookscript.script.usecase.FoundFile;
import io.webhookscript.script.yaml.ScriptFileName;
import io.webhookscript.script.yaml.YamlNode;
import io.webhookscript.value.NearestNames;

/**
 * The loaded scripts, by name. Files are added by location, all at once or one by one. Each change makes a new
 * immutable snapshot, so that readers need no lock and never see half of a change. The order of the files does not
 * matter.
 */
public final class ScriptRepository {

    private final ScriptReader reader;
    private final boolean ignoreBroken;

    /** The entries by location. */
    private volatile Map<String, Entry> entries = Map.of();

    /** What could not even be read when locations were loaded, by location. */
    private volatile Map<String, Problem> unreadable = Map.of();
    private volatile Snapshot snapshot = new Snapshot(Map.of(), Map.of(), new TriggerIndex(List.of()));

    /**
     * @param ignoreBroken whether a file with errors is only left out and its problems kept, instead of failing the
     *                     load
     */
    public ScriptRepository(ScriptReader reader, boolean ignoreBroken) {
        this.reader = reader;
        this.ignoreBroken = ignoreBroken;
    }

    private record Entry(String name, String file, ScriptReader.PositionedResult placed) {

        ReadResult result() {
            return placed.result();
        }
    }

    private record Snapshot(Map<String, Script> scripts, Map<String, List<Problem>> broken, TriggerIndex triggers) {
    }

    /**
     * Loads all files of the locations in addition to the loaded scripts.
     *
     * @return                        warnings and notes, and with {@code ignoreBroken} also errors
     * @throws InvalidScriptException with the problems of all files, unless broken ones are ignored; nothing is changed
     *                                then
     */
    public List<Problem> load(List<String> locations, ClassLoader classLoader) {
        ScriptLocations.SearchResult found = ScriptLocations.scripts(locations, classLoader);
        List<Problem> problems = change(found.problems(), found.files());
        unreadable = found.unreadable();
        return problems;
    }

    /** A location that could not be read is gone, or another part reports it. */
    public synchronized void forgetUnreadable(String location) {
        Map<String, Problem> left = new TreeMap<>(unreadable);
        left.remove(location);
        unreadable = Map.copyOf(left);
    }

    /**
     * Loads files. Each replaces the script that came from the same location.
     *
     * @return                        their warnings and notes, and with {@code ignoreBroken} also errors
     * @throws InvalidScriptException with their problems, unless broken ones are ignored; nothing is changed then
     */
    public List<Problem> add(List<FoundFile> files) {
        return change(List.of(), files);
    }

    /**
     * The result of a change of files.
     *
     * @param changed names of scripts that have another version than before, new ones included
     * @param lost    scripts that are no longer there
     * @param refused problems of rejected files, by location; the previous script of the location stays
     * @param remarks warnings and notes of accepted files
     */
    public record Reload(
            Set<String> changed, List<Script> lost, Map<String, List<Problem>> refused, List<Problem> remarks) {

        public Reload {
            changed = Set.copyOf(changed);
            lost = List.copyOf(lost);
            refused = Map.copyOf(refused);
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * Loads changed and new files, and removes the scripts of locations that are gone, in one step. A file is rejected
     * if it has errors, names another use case than before, or uses the name or channel of another script. A script
     * that should move into such a file stays where it was.
     */
    public synchronized Reload reload(Set<String> gone, List<FoundFile> files) {
        Changes changes = new Changes(entries, gone);
        for (FoundFile file : files) {
            changes.take(file, reader.readPlaced(file.name(), file.location(), file.content()));
        }
        changes.refuseConflicts();
        Map<String, Script> before = snapshot.scripts();
        publish(changes.next);
        Map<String, Script> after = snapshot.scripts();
        Set<String> changed = new TreeSet<>();
        after.forEach((name, script) -> {
            Script old = before.get(name);
            if (old == null || !old.version().equals(script.version())) {
                changed.add(name);
            }
        });
        return new Reload(
                changed, before.values().stream().filter(script -> !after.containsKey(script.name())).toList(),
                changes.refused, changes.remarks());
    }

    /**
     * Reads a file that is not loaded, with the problems that a {@link #reload} of it would report: its own, and its
     * conflicts with the loaded scripts. Nothing is changed.
     *
     * @param gone locations whose files would no longer exist
     */
    public ReadResult check(Set<String> gone, FoundFile file) {
        ScriptReader.PositionedResult placed = reader.readGiven(file.name(), file.location(), file.content());
        Changes changes = new Changes(entries, gone);
        changes.take(file, placed);
        changes.refuseConflicts();
        List<Problem> refused = changes.refused.get(file.location());
        return refused == null ? placed.result() : new ReadResult(null, refused);
    }

    /** The environment in which files are read: the languages, the filters and the use cases. */
    public ScriptEnvironment environment() {
        return reader.environment();
    }

    /** A change of files that is not published yet. */
    private static final class Changes {

        private final Map<String, Entry> before;
        private final Set<String> gone;
        private final Map<String, Entry> next;
        private final Set<String> taken = new HashSet<>();
        private final Map<String, List<Problem>> refused = new TreeMap<>();

        private Changes(Map<String, Entry> before, Set<String> gone) {
            this.before = before;
            this.gone = gone;
            this.next = new TreeMap<>(before);
            next.keySet().removeAll(gone);
        }

        private void take(FoundFile file, ScriptReader.PositionedResult placed) {
            ReadResult result = placed.result();
            Entry entry = new Entry(ScriptFileName.nameOf(file.name()), file.name(), placed);
            List<Problem> problems = new ArrayList<>(result.problems());
            result.loaded().flatMap(script -> loaded(script.name())
                    .flatMap(old -> useCaseChange(file.name(), old, script, placed))).ifPresent(problems::add);
            if (problems.stream().noneMatch(Problem::isError)) {
                next.put(file.location(), entry);
                taken.add(file.location());
            } else {
                refuse(file.location(), entry, problems);
            }
        }

        private Optional<Script> loaded(String name) {
            return before.values().stream().flatMap(entry -> entry.result().loaded().stream())
                    .filter(script -> script.name().equals(name)).findFirst();
        }

        /** Rejects files until no conflict is left: a rejected file may have been the conflict of another. */
        private void refuseConflicts() {
            Set<String> conflicting;
            do {
                Map<String, List<Problem>> crossing = CrossFileRules.check(scriptsOf(next));
                conflicting = new HashSet<>(crossing.keySet());
                conflicting.retainAll(taken);
                for (String location : conflicting) {
                    taken.remove(location);
                    Entry entry = next.remove(location);
                    if (entry != null) {
                        refuse(location, entry, crossing.getOrDefault(location, List.of()));
                    }
                }
            } while (!conflicting.isEmpty());
        }

        private List<Problem> remarks() {
            return taken.stream().sorted().map(next::get).filter(Objects::nonNull)
                    .flatMap(entry -> entry.result().problems().stream()).toList();
        }

        private void refuse(String location, Entry entry, List<Problem> problems) {
            refused.put(location, List.copyOf(problems));
            Entry old = before.get(location);
            if (old != null && old.result().script() != null) {
                next.put(location, old);
            } else if (entry.result().script() == null && loaded(entry.name()).isEmpty()) {
                next.put(location, entry);
            }
            before.forEach((other, stays) -> {
                if (gone.contains(other) && stays.name().equals(entry.name())) {
                    next.put(other, stays);
                }
            });
        }
    }

    /** Returns the scripts of those locations, by location; broken files have none. */
    public Map<String, Script> at(Predicate<String> location) {
        Map<String, Script> scripts = new TreeMap<>();
        entries.forEach((where, entry) -> entry.result().loaded().filter(script -> location.test(where))
                .ifPresent(script -> scripts.put(where, script)));
        return scripts;
    }

    private static Optional<Problem> useCaseChange(
            String fileName, Script before, Script after, ScriptReader.PositionedResult placed) {
        YamlNode.Mark at = placed.placeOf(CrossFileRules.USE_CASE);
        String was = before.definition().about().useCase().name();
        String is = after.definition().about().useCase().name();
        return was.equals(is)
                ? Optional.empty()
                : Optional.of(new Problem(
                        ProblemCode.USE_CASE_CHANGED, fileName, at.line(), at.column(), CrossFileRules.USE_CASE,
                        "found `" + is + "`",
                        "`" + was + "`, as loaded; another use case needs another name, or a restart", List.of()));
    }

    /** Removes the script that came from a location. */
    public synchronized Optional<Script> remove(String location) {
        Map<String, Entry> next = new TreeMap<>(entries);
        Entry removed = next.remove(location);
        publish(next);
        return removed == null ? Optional.empty() : removed.result().loaded();
    }

    /** Removes the script of that name, independent of its location. */
    public synchronized void removeNamed(String name) {
        Map<String, Entry> next = new TreeMap<>(entries);
        next.values().removeIf(entry -> entry.result().loaded().filter(script -> script.name().equals(name)).isPresent());
        publish(next);
    }

    public Optional<Script> find(String name) {
        return Optional.ofNullable(snapshot.scripts().get(name));
    }

    /** Returns the triggers of the scripts that can be called. They change together with the scripts. */
    public TriggerIndex triggers() {
        return snapshot.triggers();
    }

    /**
     * Returns the problems that a script would have if it were active: the channels that another active script has.
     * They are those of a load of both.
     */
    public List<Problem> takenChannels(String name) {
        return CrossFileRules.takenChannels(scriptsOf(entries), name);
    }

    /** Returns the names of the scripts that can be called, in alphabetical order. */
    public List<String> names() {
        return List.copyOf(snapshot.scripts().keySet());
    }

    /** Returns all names, the nearest first. */
    public List<String> nearest(String name) {
        return NearestNames.ordered(name, snapshot.scripts().keySet());
    }

    /** Returns the problems of broken, ignored files, by the name that their script would have. */
    public Map<String, List<Problem>> broken() {
        return snapshot.broken();
    }

    /** The problems of files that are broken or could not be read, and of links that lead nowhere, by location. */
    public Map<String, List<Problem>> brokenFiles() {
        Map<String, List<Problem>> broken = new TreeMap<>();
        unreadable.forEach((location, problem) -> broken.put(location, List.of(problem)));
        entries.forEach((location, entry) -> {
            if (entry.result().script() == null) {
                broken.put(location, entry.result().problems());
            } else {
                broken.remove(location);
            }
        });
        return broken;
    }

    private synchronized List<Problem> change(List<Problem> ofLocations, List<FoundFile> files) {
        Map<String, Entry> next = new TreeMap<>(entries);
        for (FoundFile file : files) {
            ScriptReader.PositionedResult placed = reader.readPlaced(file.name(), file.location(), file.content());
            next.put(file.location(), new Entry(ScriptFileName.nameOf(file.name()), file.name(), placed));
        }
        Map<String, List<Problem>> crossing = CrossFileRules.check(scriptsOf(next));
        List<Problem> problems = new ArrayList<>(ofLocations);
        for (FoundFile file : files) {
            Entry entry = next.get(file.location());
            if (entry != null) {
                problems.addAll(entry.result().problems());
            }
        }
        crossing.values().forEach(problems::addAll);
        if (!ignoreBroken && problems.stream().anyMatch(Problem::isError)) {
            throw new InvalidScriptException(
                    problems.stream().sorted((a, b) -> Boolean.compare(b.isError(), a.isError())).toList());
        }
        publish(next);
        return List.copyOf(problems);
    }

    private static Map<String, CrossFileRules.ScriptFile> scriptsOf(Map<String, Entry> entries) {
        Map<String, CrossFileRules.ScriptFile> scripts = new TreeMap<>();
        entries.forEach((location, e) -> e.result().loaded()
                .ifPresent(s -> scripts.put(location, new CrossFileRules.ScriptFile(e.file(), s, e.placed()))));
        return scripts;
    }

    private void publish(Map<String, Entry> next) {
        Map<String, List<Problem>> crossing = CrossFileRules.check(scriptsOf(next));
        Map<String, Script> scripts = new TreeMap<>();
        Map<String, List<Problem>> broken = new TreeMap<>();
        next.forEach((location, entry) -> {
            List<Problem> problems = new ArrayList<>(entry.result().problems());
            problems.addAll(crossing.getOrDefault(location, List.of()));
            boolean fails = problems.stream().anyMatch(Problem::isError);
            if (fails) {
                broken.merge(entry.name(), List.copyOf(problems), ScriptRepository::both);
            } else {
                entry.result().loaded().ifPresent(s -> scripts.put(s.name(), s));
            }
        });
        entries = Map.copyOf(next);
        snapshot = new Snapshot(
                Collections.unmodifiableMap(scripts), Collections.unmodifiableMap(broken), new TriggerIndex(scripts.values()));
    }

    private static List<Problem> both(List<Problem> left, List<Problem> right) {
        List<Problem> both = new ArrayList<>(left);
        both.addAll(right);
        return List.copyOf(both);
    }
}
