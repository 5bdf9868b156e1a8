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
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

import io.webhookscript.script.reader.ScriptReader;
import io.webhookscript.script.repository.FileContent;
import io.webhookscript.script.repository.ScriptRepository;
import io.webhookscript.script.repository.WatchedFolder;
import io.webhookscript.script.usecase.FoundFile;

/**
 * Compares the files in the {@code file:} locations with those that were loaded. A change counts when two consecutive
 * looks have found the same, so that a half-written file is not loaded. A file is read again only when its size, its
 * times or its identity have changed. Used by one thread at a time.
 */
final class WatchedFiles {

    private static final String UNREADABLE = "unreadable ";
    private static final String GONE = "gone";

    /** The version of a broken file that was there at the start; its content has another one. */
    private static final String NOT_LOADED = "not loaded";

    private final List<WatchedFolder> folders;

    /** The state of each location when it was last loaded, and the different state that the last look has found. */
    private final Map<String, KnownFile> known = new HashMap<>();
    private final Map<String, String> candidates = new HashMap<>();
    private final Set<String> refused = new HashSet<>();
    private final MisnamedFiles misnamed = new MisnamedFiles();
    private final Map<String, Integer> missingLooks = new HashMap<>();

    /**
     * A file that was reloaded, or was loaded when the component started.
     *
     * @param stamp   the attributes that showed the change
     * @param settled whether it was read once more after that: a second change may hide behind the same time
     */
    private record KnownFile(String version, WatchedFolder.Stamp stamp, boolean settled) {
    }

    /** A changed file that two looks have found alike. */
    private record ChangedFile(WatchedFolder.FileState file, String version) {
    }

    WatchedFiles(List<String> locations) {
        this.folders = locations.stream().flatMap(location -> WatchedFolder.of(location).stream()).toList();
    }

    boolean isEmpty() {
        return folders.isEmpty();
    }

    /** Begins with the files that were loaded at the start, which may have changed since. */
    void begin(ScriptRepository loaded) {
        Predicate<String> isWatched = location -> folders.stream().anyMatch(folder -> folder.holds(location));
        loaded.at(isWatched).forEach(
                (location, script) -> known.put(location, new KnownFile(script.version(), WatchedFolder.Stamp.NONE, false)));
        loaded.brokenFiles().keySet().stream().filter(isWatched).forEach(location -> {
            refused.add(location);
            if (Files.isRegularFile(pathOf(location))) {
                // else nobody would notice that it is deleted before two looks have seen it
                known.put(location, new KnownFile(NOT_LOADED, WatchedFolder.Stamp.NONE, false));
            }
        });
    }

    private static Path pathOf(String location) {
        return Path.of(location.substring(location.indexOf(':') + 1));
    }

    /** The result of one look. */
    final class Look {

        private final Map<String, ChangedFile> changed = new TreeMap<>();
        private final Set<String> gone = new HashSet<>();
        private final Map<String, String> unreadable = new TreeMap<>();
        private final Map<String, WatchedFolder.FileState> refusedBefore = new TreeMap<>();
        private final Set<String> found = new HashSet<>();

        private Look() {
        }

        boolean isOfInterest() {
            return !changed.isEmpty() || !gone.isEmpty() || !unreadable.isEmpty();
        }

        /** Whether the next look may confirm a change that this look has found. */
        boolean isUnsettled() {
            return isOfInterest() || !candidates.isEmpty() || misnamed.isUnsettled();
        }

        /**
         * Reads the changed files. It is called when no other thread can load files. A file that has changed again
         * since the look is left to the next looks. A file that was rejected before is read again, since changes of
         * other files may have made it valid.
         */
        FileChanges read() {
            List<FoundFile> files = new ArrayList<>();
            changed.forEach((location, as) -> contentOf(location, as).ifPresent(file -> {
                files.add(file);
                known.put(location, new KnownFile(as.version(), as.file().stamp(), false));
            }));
            refusedBefore.forEach((location, file) -> {
                KnownFile before = known.get(location);
                if (before != null && !changed.containsKey(location)) {
                    contentOf(location, new ChangedFile(file, before.version())).ifPresent(files::add);
                }
            });
            gone.removeIf(location -> !isGone(location));
            return new FileChanges(files, gone, unreadable);
        }

        /** @param nowRefused locations of the rejected files */
        void taken(Set<String> nowRefused, ScriptRepository loaded) {
            refused.clear();
            refused.addAll(nowRefused);
            gone.stream().filter(location -> loaded.at(location::equals).isEmpty()).forEach(known::remove);
        }
    }

    private static Optional<FoundFile> contentOf(String location, ChangedFile as) {
        try {
            byte[] content = FileContent.of(as.file().path());
            return ScriptReader.version(content).equals(as.version())
                    ? Optional.of(new FoundFile(as.file().name(), location, content)) : Optional.empty();
        } catch (IOException changedAgain) {
            return Optional.empty();
        }
    }

    private static boolean isGone(String location) {
        Path path = pathOf(location);
        return Files.isDirectory(path) || Files.notExists(path, LinkOption.NOFOLLOW_LINKS);
    }

    Look look() {
        Look look = new Look();
        folders.forEach(folder -> look(folder, look));
        candidates.keySet().retainAll(look.found);
        return look;
    }

    private void look(WatchedFolder folder, Look look) {
        WatchedFolder.Listing listing = folder.list();
        missing("file:" + folder.root(), !listing.complete(), look);
        look.unreadable.putAll(misnamed.look(folder, listing));
        listing.files().forEach((location, file) -> look(location, file, look));
        for (String location : refused) {
            Optional.ofNullable(listing.files().get(location)).ifPresent(file -> look.refusedBefore.put(location, file));
        }
        if (listing.complete()) {
            for (String location : new ArrayList<>(known.keySet())) {
                if (!listing.files().containsKey(location) && folder.holds(location)) {
                    goneOnceMore(location, look);
                }
            }
        }
    }

    /** A folder that is missing or only partly readable does not count as deleted files. */
    private void missing(String root, boolean isMissing, Look look) {
        int before = missingLooks.getOrDefault(root, 0);
        if (isMissing && before == 1) {
            look.unreadable.put(root, "the folder cannot be read completely, so none of its scripts is removed");
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

    private void look(String location, WatchedFolder.FileState file, Look look) {
        KnownFile before = known.get(location);
        if (before != null && before.settled() && before.stamp().equals(file.stamp())) {
            return;
        }
        try {
            String version = ScriptReader.version(FileContent.of(file.path()));
            if (before != null && before.version().equals(version)) {
                known.put(location, new KnownFile(version, file.stamp(), before.stamp().equals(file.stamp())));
            } else if (isStable(location, version, look)) {
                look.changed.put(location, new ChangedFile(file, version));
                if (before != null && before.version().startsWith(UNREADABLE)) {
                    look.unreadable.put(location, "");
                }
            }
        } catch (IOException failure) {
            String version = UNREADABLE + failure.getClass().getName();
            if ((before == null || !before.version().equals(version)) && isStable(location, version, look)) {
                look.unreadable.put(location, "the file cannot be read: " + failure);
                known.put(location, new KnownFile(version, file.stamp(), false));
            }
        }
    }

    /** @return whether the previous look has found the same */
    private boolean isStable(String location, String version, Look look) {
        look.found.add(location);
        return version.equals(candidates.put(location, version));
    }
}
