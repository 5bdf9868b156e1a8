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
package io.webhookscript;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

import io.webhookscript.delivery.DeliveryThreads;
import io.webhookscript.delivery.FileChanges;
import io.webhookscript.delivery.Scripts;
import io.webhookscript.script.FoundFile;
import io.webhookscript.script.Script;
import io.webhookscript.script.ScriptReader;
import io.webhookscript.script.ScriptRepository;
import io.webhookscript.script.WatchedFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the {@code file:} locations again and again, and hands on what has changed. A change counts when two looks
 * in a row have found the same, so that a half-written file is not taken; a file is read again only when its size, its
 * times or its identity have changed. Asked by one thread at a time.
 */
final class ScriptWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptWatch.class);

    /** Pause between two looks; longer when a look takes long, so that it uses no more than a twentieth of one core. */
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int PAUSE_PER_LOOK = 20;

    private static final String UNREADABLE = "unreadable ";
    private static final String GONE = "gone";

    private final List<WatchedFolder> folders;
    private final Supplier<ScriptRepository> repository;
    private final Scripts scripts;

    /** What each location was when it was last handed on, and what the last look has found instead. */
    private final Map<String, Known> known = new HashMap<>();
    private final Map<String, String> candidates = new HashMap<>();
    private final Set<String> refused = new HashSet<>();
    private final Map<String, Integer> missingLooks = new HashMap<>();
    private boolean begun;
    private volatile boolean closed;

    /**
     * A file that was handed on, or was loaded when the component started.
     *
     * @param outside what told that it had changed
     * @param settled whether it was read once more after that: a second change may hide behind the same time
     */
    private record Known(String version, String outside, boolean settled) {
    }

    ScriptWatch(List<String> locations, Supplier<ScriptRepository> repository, Scripts scripts) {
        this.folders = locations.stream().flatMap(location -> WatchedFolder.of(location).stream()).toList();
        this.repository = repository;
        this.scripts = scripts;
    }

    boolean hasFolders() {
        return !folders.isEmpty();
    }

    /** Goes on until it is closed. */
    void start(DeliveryThreads threads) {
        again(threads, PAUSE);
    }

    private void again(DeliveryThreads threads, Duration pause) {
        try {
            threads.later(pause, () -> {
                if (!closed) {
                    again(threads, timed(threads.clock()));
                }
            });
        } catch (RejectedExecutionException stopping) {
            LOG.debug("the watch ends with the component's threads");
        }
    }

    /** @return how long to wait before the next look */
    private Duration timed(Clock clock) {
        Instant began = clock.instant();
        try {
            look();
        } catch (RuntimeException failure) {
            LOG.warn("the script folders could not be looked at; that is tried again", failure);
        }
        Duration scaled = Duration.between(began, clock.instant()).multipliedBy(PAUSE_PER_LOOK);
        return scaled.compareTo(PAUSE) > 0 ? scaled : PAUSE;
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Looks once, and hands on what has been the same for two looks. */
    void look() {
        begin();
        Look look = new Look();
        folders.forEach(folder -> look(folder, look));
        candidates.keySet().retainAll(look.found);
        if (look.isOfInterest()) {
            refused.stream().filter(location -> !look.changed.containsKey(location)).toList().forEach(look::again);
            refused.clear();
            refused.addAll(scripts.reload(look.changes()).keySet());
            look.gone.stream().filter(location -> repository.get().at(location::equals).isEmpty()).forEach(known::remove);
        }
    }

    /** From what was loaded at the start, which may have changed since. */
    private void begin() {
        if (!begun) {
            begun = true;
            Map<String, Script> loaded = repository.get().at(location -> folders.stream().anyMatch(f -> f.holds(location)));
            loaded.forEach((location, script) -> known.put(location, new Known(script.version(), "", false)));
            repository.get().brokenFiles().keySet().stream()
                    .filter(location -> folders.stream().anyMatch(f -> f.holds(location))).forEach(refused::add);
        }
    }

    /** What one look finds. */
    private static final class Look {

        private final Map<String, FoundFile> changed = new TreeMap<>();
        private final Set<String> gone = new HashSet<>();
        private final Map<String, String> unreadable = new TreeMap<>();
        private final Map<String, WatchedFolder.Seen> seen = new HashMap<>();
        private final Set<String> found = new HashSet<>();

        private boolean isOfInterest() {
            return !changed.isEmpty() || !gone.isEmpty() || !unreadable.isEmpty();
        }

        /** A file that was refused may be right now that others have changed. */
        private void again(String location) {
            Optional.ofNullable(seen.get(location)).ifPresent(file -> {
                try {
                    changed.put(location, new FoundFile(file.name(), location, Files.readAllBytes(file.path())));
                } catch (IOException failure) {
                    LOG.debug("{} is looked at again later: {}", location, failure.toString());
                }
            });
        }

        private FileChanges changes() {
            return new FileChanges(List.copyOf(changed.values()), gone, unreadable);
        }
    }

    private void look(WatchedFolder folder, Look look) {
        WatchedFolder.Listing listing = folder.list();
        missing("file:" + folder.root(), !listing.complete(), look);
        look.seen.putAll(listing.files());
        listing.files().forEach((location, file) -> look(location, file, look));
        if (listing.complete()) {
            for (String location : new ArrayList<>(known.keySet())) {
                if (folder.holds(location) && !listing.files().containsKey(location)) {
                    goneOnceMore(location, look);
                }
            }
        }
    }

    /** A folder that is not there, or only in part, says nothing about its files. */
    private void missing(String root, boolean isMissing, Look look) {
        int before = missingLooks.getOrDefault(root, 0);
        if (isMissing && before == 1) {
            look.unreadable.put(root, "the folder cannot be read, or not all of it: no script of it is removed");
        } else if (!isMissing && before > 1) {
            look.unreadable.put(root, "");
        }
        missingLooks.put(root, isMissing ? before + 1 : 0);
    }

    private void goneOnceMore(String location, Look look) {
        look.found.add(location);
        if (GONE.equals(candidates.put(location, GONE))) {
            look.gone.add(location);
        }
    }

    private void look(String location, WatchedFolder.Seen file, Look look) {
        Known before = known.get(location);
        if (before != null && before.settled() && before.outside().equals(file.content())) {
            return;
        }
        try {
            byte[] content = Files.readAllBytes(file.path());
            String version = ScriptReader.version(content);
            if (before != null && before.version().equals(version)) {
                if (before.version().startsWith(UNREADABLE)) {
                    look.unreadable.put(location, "");
                }
                known.put(location, new Known(version, file.content(), before.outside().equals(file.content())));
            } else if (stable(look, location, version).isPresent()) {
                look.changed.put(location, new FoundFile(file.name(), location, content));
                if (before != null && before.version().startsWith(UNREADABLE)) {
                    look.unreadable.put(location, "");
                }
                known.put(location, new Known(version, file.content(), false));
            }
        } catch (IOException failure) {
            String version = UNREADABLE + failure.getClass().getName();
            if ((before == null || !before.version().equals(version)) && stable(look, location, version).isPresent()) {
                look.unreadable.put(location, "the file cannot be read: " + failure);
                known.put(location, new Known(version, file.content(), false));
            }
        }
    }

    /** @return what was found, when the look before has found the same and nothing of it was known */
    private Optional<String> stable(Look look, String location, String found) {
        look.found.add(location);
        Known before = known.get(location);
        if (before != null && before.version().equals(found)) {
            candidates.remove(location);
            return Optional.empty();
        }
        return found.equals(candidates.put(location, found)) ? Optional.of(found) : Optional.empty();
    }
}
