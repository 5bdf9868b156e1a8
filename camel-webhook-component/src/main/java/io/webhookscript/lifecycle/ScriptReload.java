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
package io.webhookscript.lifecycle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.webhookscript.delivery.DeliveryEvents;
import io.webhookscript.delivery.report.FileProblem;
import io.webhookscript.script.Script;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemReport;
import io.webhookscript.script.reader.ProblemLog;
import io.webhookscript.script.repository.ScriptRepository;
import io.webhookscript.script.usecase.FoundFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads changed files into running scripts. A valid file replaces its script. A broken file changes nothing and is kept
 * as a problem. A deleted file removes its script unless a running route uses it. Changes are made one after another.
 */
final class ScriptReload {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptReload.class);

    private final Supplier<ScriptRepository> repository;
    private final Callback callback;
    private final DeliveryEvents events;
    private final Map<String, FileProblem> problems = new TreeMap<>();

    /** The callbacks to the running scripts. */
    interface Callback {

        List<String> usersOf(String script);

        /** The loaded version receives the events from now on. */
        void renew(String script) throws Exception;

        /** The script must not accept events any more. */
        void lost(Script script);
    }

    ScriptReload(Supplier<ScriptRepository> repository, Callback callback, DeliveryEvents events) {
        this.repository = repository;
        this.callback = callback;
        this.events = events;
    }

    synchronized List<FileProblem> problems() {
        return List.copyOf(problems.values());
    }

    /**
     * Loads the files of one reading at a time, so that a later reading is never older.
     *
     * @return             problems of the rejected files, by location
     * @throws IOException when the files cannot be read; nothing is changed then
     */
    synchronized Map<String, List<Problem>> apply(FileChanges.Reader reading) throws IOException {
        return apply(reading.read());
    }

    private Map<String, List<Problem>> apply(FileChanges changes) {
        Map<String, Script> before = versions();
        Set<String> gone = new HashSet<>(changes.gone());
        Map<String, List<String>> inUse = inUse(changes);
        gone.removeAll(inUse.keySet());
        ScriptRepository.Reload reload = gone.isEmpty() && changes.changed().isEmpty()
                ? new ScriptRepository.Reload(Set.of(), List.of(), Map.of(), List.of())
                : repository.get().reload(gone, changes.changed());
        changes.changed().forEach(file -> problems.remove(file.location()));
        gone.forEach(problems::remove);
        ProblemLog.log(LOG, reload.remarks());
        reload.lost().forEach(this::lost);
        reload.changed().forEach(name -> renew(name, before.get(name)));
        reload.refused().forEach((location, found) -> refused(location, ProblemReport.of(found)));
        inUse.forEach((location, routes) -> refused(location,
                "the file is gone, but its script stays active, since it is used by the running "
                                                              + (routes.size() == 1 ? "route " : "routes ")
                                                              + String.join(", ", routes)));
        changes.unreadable().forEach(this::unreadable);
        changes.unreadable().keySet().forEach(repository.get()::forgetUnreadable);
        gone.forEach(repository.get()::forgetUnreadable);
        return reload.refused();
    }

    private Map<String, Script> versions() {
        Map<String, Script> versions = new HashMap<>();
        repository.get().at(location -> true).values().forEach(script -> versions.put(script.name(), script));
        return versions;
    }

    /** Deleted files that leave a script without a file while running routes use it, with these routes. */
    private Map<String, List<String>> inUse(FileChanges changes) {
        Map<String, Script> there = repository.get().at(location -> !changes.gone().contains(location));
        Set<String> provided = new HashSet<>();
        there.values().forEach(script -> provided.add(script.name()));
        Map<String, List<String>> inUse = new TreeMap<>();
        repository.get().at(changes.gone()::contains).forEach((location, script) -> {
            List<String> routes = provided.contains(script.name()) || isMoved(script, changes.changed())
                    ? List.of() : callback.usersOf(script.name());
            if (!routes.isEmpty()) {
                inUse.put(location, routes);
            }
        });
        return inUse;
    }

    private static boolean isMoved(Script script, List<FoundFile> changed) {
        return changed.stream().map(file -> file.name().substring(file.name().lastIndexOf('/') + 1))
                .anyMatch(name -> name.startsWith(script.name() + ".webhookscript."));
    }

    private void lost(Script script) {
        callback.lost(script);
        LOG.info("script {} was removed, since its file was deleted: {}", script.name(), script.location());
        events.removed(script);
    }

    private void renew(String name, @Nullable Script before) {
        Script now = repository.get().find(name).orElseThrow();
        try {
            callback.renew(name);
        } catch (Exception failure) {
            refused(now.location(), "script " + name + " cannot be started in version " + now.version() + ": "
                                    + failure);
            return;
        }
        LOG.info("script {} is now of version {}{}", name, now.version(),
                before == null ? "" : ", was " + before.version());
        events.reloaded(now, before == null ? null : before.version());
    }

    private void unreadable(String location, String text) {
        if (text.isEmpty()) {
            problems.remove(location);
        } else {
            refused(location, text);
        }
    }

    /** A problem is logged once, and again when it has changed. */
    private void refused(String location, String text) {
        FileProblem problem = new FileProblem(location, text);
        if (!problem.equals(problems.put(location, problem))) {
            LOG.warn("{}: rejected, the previous version stays active: {}", location, text);
            List<Script> concerned = new ArrayList<>(repository.get().at(location::equals).values());
            events.fileRefused(problem, concerned.stream().findFirst().orElse(null));
        }
    }
}
