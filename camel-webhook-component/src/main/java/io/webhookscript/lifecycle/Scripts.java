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
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.webhookscript.delivery.DeliveryEvents;
import io.webhookscript.delivery.report.FileProblem;
import io.webhookscript.delivery.report.ScriptState;
import io.webhookscript.delivery.route.RoutePair;
import io.webhookscript.delivery.route.ScriptRoutes;
import io.webhookscript.delivery.route.ScriptSlot;
import io.webhookscript.delivery.route.ScriptSlots;
import io.webhookscript.delivery.route.ScriptUsers;
import io.webhookscript.script.Script;
import io.webhookscript.script.problem.InvalidScriptException;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemReport;
import io.webhookscript.script.repository.ScriptRepository;
import org.apache.camel.RuntimeCamelException;

/**
 * Shows the scripts of a component, and starts, stops, suspends, resumes and removes them. A script that a running
 * route uses is stopped, suspended or removed only by force. Thread-safe.
 *
 * <pre>
 * Scripts scripts = camelContext.getComponent("webhookscript", WebhookScriptComponent.class).scripts();
 * scripts.stop("crm-upsert-contact", false);
 * scripts.find("crm-upsert-contact").map(ScriptStatus::state);   // STOPPED
 * </pre>
 */
public final class Scripts {

    private final Supplier<ScriptRepository> repository;
    private final ScriptSlots slots;
    private final ScriptRoutes routes;
    private final ScriptUsers users;
    private final DeliveryEvents events;
    private final ScriptListener listener;
    private final RemovedScripts removed = new RemovedScripts();
    private final ScriptReload reload;

    public Scripts(Supplier<ScriptRepository> repository, ScriptSlots slots, ScriptRoutes routes, ScriptUsers users,
                   DeliveryEvents events, ScriptListener listener) {
        this.repository = repository;
        this.slots = slots;
        this.routes = routes;
        this.users = users;
        this.events = events;
        this.listener = listener;
        this.reload = new ScriptReload(repository, new RouteUpdater(), events);
    }

    /** Applies a change of files to the scripts. */
    private final class RouteUpdater implements ScriptReload.Callback {

        @Override
        public List<String> usersOf(String script) {
            return Scripts.this.usersOf(script);
        }

        @Override
        public void renew(String script) throws Exception {
            removed.forget(script);
            routes.renew(script);
            listener.renewed(script);
        }

        @Override
        public void lost(Script script) {
            remember(script);
            run(() -> routes.remove(script.name()));
            listener.removed(script.name());
        }
    }

    /** All scripts in alphabetical order, including broken and recently removed ones. */
    public List<ScriptStatus> list() {
        List<ScriptStatus> all = new ArrayList<>();
        names().forEach(name -> find(name).ifPresent(all::add));
        return List.copyOf(all);
    }

    /** The names of all scripts that {@link #list} returns, at far less cost when there are many. */
    public List<String> names() {
        Set<String> names = new TreeSet<>(repository.get().names());
        names.addAll(repository.get().broken().keySet());
        names.addAll(removed.names());
        return List.copyOf(names);
    }

    public Optional<ScriptStatus> find(String name) {
        return find(name, () -> usersOf(name));
    }

    /**
     * Finds a script like {@link #find}, without the routes that use it, which are expensive to find for thousands of
     * scripts.
     */
    public Optional<ScriptStatus> findWithoutUsers(String name) {
        return find(name, List::of);
    }

    private Optional<ScriptStatus> find(String name, Supplier<List<String>> usedBy) {
        Optional<ScriptSlot> slot = slots.find(name);
        Optional<RoutePair> pair = slot.map(ScriptSlot::current);
        Optional<Script> script = pair.map(RoutePair::script).or(() -> repository.get().find(name))
                .or(() -> removed.find(name));
        if (script.isEmpty()) {
            return repository.get().broken().containsKey(name)
                    ? Optional.of(new ScriptStatus(
                            name, script.orElse(null), ScriptState.BROKEN, ScriptState.BROKEN.reason(), List.of(), List.of(),
                            null))
                    : Optional.empty();
        }
        ScriptSlot known = slot.orElseGet(() -> slots.findOrMake(name));
        return Optional.of(new ScriptStatus(
                name, script.orElse(null), routes.state(known, script.get()), routes.why(known, script.get()),
                pair.map(p -> List.of(p.delivery().getRouteId(), p.attempt().getRouteId())).orElse(List.of()),
                usedBy.get(), known.deliveries().orElse(null)));
    }

    /**
     * The ids of the running routes that use a script, in alphabetical order: routes that name it, and routes that
     * choose it by their data ({@code toD}) and have called it. A route that names an event type names the scripts with
     * a trigger for it; a route whose messages name their event type uses a script once an event has reached it.
     */
    public List<String> usersOf(String name) {
        return routeUses(name).stream().map(ScriptUsers.RouteUse::route).distinct().toList();
    }

    /**
     * Everything that uses a script: running routes, its triggers and its channels. Empty when no script of that name
     * is loaded.
     */
    public Optional<ScriptUsage> usage(String name) {
        return repository.get().find(name).map(script -> ScriptUsage.of(script, routeUses(name)));
    }

    private List<ScriptUsers.RouteUse> routeUses(String name) {
        return users.runningRoutes(
                name, slots.find(name).orElse(null), repository.get().find(name).map(Script::definition)
                        .filter(definition -> definition.about().active())
                        .map(definition -> definition.events().triggers()).orElse(List.of()));
    }

    /**
     * Starts a stopped or suspended script, which accepts events again.
     *
     * @throws NoSuchElementException when no script of that name is loaded
     * @throws InvalidScriptException when another active script has one of its channels; the problems are those of a
     *                                load of both
     * @throws IllegalStateException  when its file says {@code active: false}
     */
    public void start(String name) {
        loaded(name);
        List<Problem> taken = repository.get().takenChannels(name);
        if (!taken.isEmpty()) {
            throw new InvalidScriptException(taken);
        }
        if (!loaded(name).definition().about().active()) {
            throw new IllegalStateException(
                    "script '" + name + "' is not active; set active: true in "
                                            + loaded(name).location());
        }
        run(() -> routes.start(name));
        events.changed(loaded(name), ScriptState.STARTED);
    }

    /** Resumes a suspended script. Otherwise like {@link #start}. */
    public void resume(String name) {
        start(name);
    }

    /**
     * Stops a script: rejects new events, ends waiting deliveries, lets calls in flight finish, and stops the script's
     * routes.
     *
     * @param  force                  also when running routes use it
     * @throws ScriptInUseException   when running routes use it
     * @throws NoSuchElementException when no script of that name is loaded
     */
    public void stop(String name, boolean force) {
        Script script = loaded(name);
        checkUnused(name, "stopped", force);
        run(() -> routes.stop(name, ScriptState.STOPPED));
        events.changed(script, ScriptState.STOPPED);
    }

    /** Suspends a script: rejects new events; accepted deliveries continue. Otherwise like {@link #stop}. */
    public void suspend(String name, boolean force) {
        Script script = loaded(name);
        checkUnused(name, "suspended", force);
        run(() -> routes.suspend(name));
        events.changed(script, ScriptState.SUSPENDED);
    }

    /**
     * Removes a script; accepted deliveries continue. Its file stays: a change of the file, or a restart, loads the
     * script again. Otherwise like {@link #stop}.
     */
    public void remove(String name, boolean force) {
        Script script = loaded(name);
        checkUnused(name, "removed", force);
        remember(script);
        repository.get().removeNamed(name);
        run(() -> routes.remove(name));
        listener.removed(name);
        events.removed(script);
    }

    /** Before the script is no longer loaded, or at least before its routes reject events with this reason. */
    private void remember(Script script) {
        removed.add(script).ifPresent(slots::forget);
    }

    /** The last version of a recently removed script. */
    public Optional<Script> removed(String name) {
        return removed.find(name);
    }

    /**
     * Loads changed script files. A valid file replaces its script without losing an event; deliveries in flight end in
     * the previous version. A broken file changes nothing and is listed in {@link #problems}. A deleted file removes
     * its script unless a running route uses it.
     *
     * @return problems of the rejected files, by location
     */
    public Map<String, List<Problem>> reload(FileChanges changes) {
        try {
            return reload(() -> changes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * Reads files now and loads them like {@link #reload(FileChanges)}. When two callers see the same file change,
     * neither replaces a version that the other one has read later.
     *
     * @throws IOException when they cannot be read; nothing is changed then
     */
    public Map<String, List<Problem>> reload(FileChanges.Reader reading) throws IOException {
        return reload.apply(reading);
    }

    /** The script files with problems, by location; empty when there are none. */
    public List<FileProblem> problems() {
        List<FileProblem> all = new ArrayList<>(reload.problems());
        Set<String> reported = all.stream().map(FileProblem::location).collect(Collectors.toSet());
        repository.get().brokenFiles().forEach((location, problems) -> {
            if (!reported.contains(location)) {
                all.add(new FileProblem(location, ProblemReport.of(problems)));
            }
        });
        return List.copyOf(all);
    }

    /** The scripts that could not store a dead letter in the last five minutes, with the time of the last failure. */
    public Map<String, Instant> lostDeadLetters() {
        return events.lostDeadLetters();
    }

    private Script loaded(String name) {
        return repository.get().find(name).orElseThrow(() -> {
            List<Problem> problems = repository.get().broken().get(name);
            return problems != null
                    ? new InvalidScriptException(problems)
                    : new NoSuchElementException("there is no script '" + name + "'");
        });
    }

    private void checkUnused(String name, String verb, boolean force) {
        List<String> by = force ? List.of() : usersOf(name);
        if (!by.isEmpty()) {
            throw new ScriptInUseException(name, verb, by);
        }
    }

    @FunctionalInterface
    private interface Work {

        void run() throws Exception;
    }

    private static void run(Work work) {
        try {
            work.run();
        } catch (Exception failure) {
            throw RuntimeCamelException.wrapRuntimeException(failure);
        }
    }
}
