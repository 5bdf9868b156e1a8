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
import io.webhookscript.delivery.event.FileProblem;
import io.webhookscript.delivery.event.ScriptState;
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
 * The scripts of a component: what each does, and how to start, stop, suspend, resume and remove it. A script that a
 * running route uses is neither stopped nor suspended nor removed unless that is forced. Thread-safe.
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
    private final RemovedScripts removed = new RemovedScripts();
    private final ScriptReload reload;

    public Scripts(Supplier<ScriptRepository> repository, ScriptSlots slots, ScriptRoutes routes, ScriptUsers users,
                   DeliveryEvents events) {
        this.repository = repository;
        this.slots = slots;
        this.routes = routes;
        this.users = users;
        this.events = events;
        this.reload = new ScriptReload(repository, new FilesToRoutes(), events);
    }

    /** What a change of files does to the scripts. */
    private final class FilesToRoutes implements ScriptReload.Door {

        @Override
        public List<String> usersOf(String script) {
            return Scripts.this.usersOf(script);
        }

        @Override
        public void renew(String script) throws Exception {
            removed.forget(script);
            routes.renew(script);
        }

        @Override
        public void lost(Script script) {
            retire(script);
        }
    }

    /** All of them, in alphabetical order: the broken ones and those that were removed lately, too. */
    public List<ScriptStatus> list() {
        List<ScriptStatus> all = new ArrayList<>();
        names().forEach(name -> find(name).ifPresent(all::add));
        return List.copyOf(all);
    }

    /** Of all that {@link #list} would give, and at far less cost when there are many. */
    public List<String> names() {
        Set<String> names = new TreeSet<>(repository.get().names());
        names.addAll(repository.get().broken().keySet());
        names.addAll(removed.names());
        return List.copyOf(names);
    }

    public Optional<ScriptStatus> find(String name) {
        return find(name, () -> usersOf(name));
    }

    /** As {@link #find}, but for the routes that use it: who asks for thousands of scripts would look for them long. */
    public Optional<ScriptStatus> findWithoutUsers(String name) {
        return find(name, List::of);
    }

    private Optional<ScriptStatus> find(String name, Supplier<List<String>> usedBy) {
        Optional<ScriptSlot> slot = slots.find(name);
        Optional<RoutePair> pair = slot.flatMap(ScriptSlot::current);
        Optional<Script> script = pair.map(RoutePair::script).or(() -> repository.get().find(name))
                .or(() -> removed.find(name));
        if (script.isEmpty()) {
            return repository.get().broken().containsKey(name)
                    ? Optional.of(new ScriptStatus(
                            name, script, ScriptState.BROKEN, ScriptState.BROKEN.reason(), List.of(), List.of(),
                            Optional.empty()))
                    : Optional.empty();
        }
        ScriptSlot known = slot.orElseGet(ScriptSlot::new);
        return Optional.of(new ScriptStatus(
                name, script, routes.state(known, script.get()), routes.why(known, script.get()),
                pair.map(p -> List.of(p.delivery().getRouteId(), p.attempt().getRouteId())).orElse(List.of()),
                usedBy.get(), known.deliveries()));
    }

    /**
     * Ids of the running routes that use a script, in alphabetical order: those that name it, and those that choose it
     * by their data ({@code toD}) and have called it.
     */
    public List<String> usersOf(String name) {
        return users.runningRoutes(name, slots.find(name).map(ScriptSlot::callers).orElse(Set.of()));
    }

    /**
     * Lets a stopped or suspended script take events again.
     *
     * @throws NoSuchElementException when no script of that name is loaded
     * @throws IllegalStateException  when its file says {@code active: false}
     */
    public void start(String name) {
        if (!loaded(name).definition().active()) {
            throw new IllegalStateException(
                    "script '" + name + "' is not active; set active: true in "
                                            + loaded(name).location());
        }
        run(() -> routes.start(name));
        events.changed(loaded(name), ScriptState.STARTED);
    }

    /** As {@link #start}, for a suspended script. */
    public void resume(String name) {
        start(name);
    }

    /**
     * Takes no further event, ends what waits, lets calls in flight finish, and stops the script's routes.
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

    /** Takes no further event; what it has taken goes on. Otherwise as {@link #stop}. */
    public void suspend(String name, boolean force) {
        Script script = loaded(name);
        checkUnused(name, "suspended", force);
        run(() -> routes.suspend(name));
        events.changed(script, ScriptState.SUSPENDED);
    }

    /**
     * Forgets the script; what it has taken goes on. Its file stays where it is: a change of it, or a restart, brings
     * the script back. Otherwise as {@link #stop}.
     */
    public void remove(String name, boolean force) {
        Script script = loaded(name);
        checkUnused(name, "removed", force);
        retire(script);
        repository.get().removeNamed(name);
        events.removed(script);
    }

    private void retire(Script script) {
        removed.add(script).ifPresent(slots::forget);
        run(() -> routes.remove(script.name()));
    }

    /** The last version of a script that was removed lately. */
    public Optional<Script> removed(String name) {
        return removed.find(name);
    }

    /**
     * Takes script files that have changed: each good one swaps its script, without losing an event; what is in flight
     * ends in the version before. A bad one changes nothing and is among the {@link #problems}; one that is gone
     * removes its script, unless a running route uses it.
     *
     * @return problems of the files that were not taken, by location
     */
    public Map<String, List<Problem>> reload(FileChanges changes) {
        try {
            return reload(() -> changes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * As {@link #reload(FileChanges)}, of files that are read now: two who see the same file change never put back what
     * the other one has read later.
     *
     * @throws IOException when they cannot be read; nothing is changed then
     */
    public Map<String, List<Problem>> reload(FileChanges.Reading reading) throws IOException {
        return reload.apply(reading);
    }

    /** Script files that are not as they should be, by location; empty when all is well. */
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

    /** Scripts that could not store a dead letter in the last five minutes, and when they could not last. */
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
