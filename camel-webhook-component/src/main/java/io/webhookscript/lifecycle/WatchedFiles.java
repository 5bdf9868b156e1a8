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
 * What lies in the {@code file:} locations, against what was taken of it. A change counts when two looks in a row have
 * found the same, so that a half-written file is not taken; a file is read again only when its size, its times or its
 * identity have changed. Asked by one thread at a time.
 */
final class WatchedFiles {

    private static final String UNREADABLE = "unreadable ";
    private static final String GONE = "gone";

    private final List<WatchedFolder> folders;

    /** What each location was when it was last handed on, and what the last look has found instead. */
    private final Map<String, Known> known = new HashMap<>();
    private final Map<String, String> candidates = new HashMap<>();
    private final Set<String> refused = new HashSet<>();
    private final MisnamedFiles strangers = new MisnamedFiles();
    private final Map<String, Integer> missingLooks = new HashMap<>();

    /**
     * A file that was handed on, or was loaded when the component started.
     *
     * @param stamp   what told that it had changed
     * @param settled whether it was read once more after that: a second change may hide behind the same time
     */
    private record Known(String version, WatchedFolder.Stamp stamp, boolean settled) {
    }

    /** A file that two looks have found so. */
    private record Changed(WatchedFolder.FileState file, String version) {
    }

    WatchedFiles(List<String> locations) {
        this.folders = locations.stream().flatMap(location -> WatchedFolder.of(location).stream()).toList();
    }

    boolean isEmpty() {
        return folders.isEmpty();
    }

    /** From what was loaded at the start, which may have changed since. */
    void begin(ScriptRepository loaded) {
        Predicate<String> isWatched = location -> folders.stream().anyMatch(folder -> folder.holds(location));
        loaded.at(isWatched).forEach(
                (location, script) -> known.put(location, new Known(script.version(), WatchedFolder.Stamp.NONE, false)));
        loaded.brokenFiles().keySet().stream().filter(isWatched).forEach(refused::add);
    }

    /** What one look finds. */
    final class Look {

        private final Map<String, Changed> changed = new TreeMap<>();
        private final Set<String> gone = new HashSet<>();
        private final Map<String, String> unreadable = new TreeMap<>();
        private final Map<String, WatchedFolder.FileState> refusedBefore = new TreeMap<>();
        private final Set<String> found = new HashSet<>();

        private Look() {
        }

        boolean isOfInterest() {
            return !changed.isEmpty() || !gone.isEmpty() || !unreadable.isEmpty();
        }

        /** Whether the next look may find what this one has not yet believed. */
        boolean isUnsettled() {
            return isOfInterest() || !candidates.isEmpty() || strangers.isUnsettled();
        }

        /**
         * To be called when nobody else can take files. What is not any more as the look has found it is left to the
         * next ones. A file that was refused may be right now that others have changed.
         */
        FileChanges read() {
            List<FoundFile> files = new ArrayList<>();
            changed.forEach((location, as) -> contentOf(location, as).ifPresent(file -> {
                files.add(file);
                known.put(location, new Known(as.version(), as.file().stamp(), false));
            }));
            refusedBefore.forEach((location, file) -> {
                Known before = known.get(location);
                if (before != null && !changed.containsKey(location)) {
                    contentOf(location, new Changed(file, before.version())).ifPresent(files::add);
                }
            });
            gone.removeIf(location -> !isGone(location));
            return new FileChanges(files, gone, unreadable);
        }

        /** @param nowRefused locations of files that were not taken */
        void taken(Set<String> nowRefused, ScriptRepository loaded) {
            refused.clear();
            refused.addAll(nowRefused);
            gone.stream().filter(location -> loaded.at(location::equals).isEmpty()).forEach(known::remove);
        }
    }

    private static Optional<FoundFile> contentOf(String location, Changed as) {
        try {
            byte[] content = FileContent.of(as.file().path());
            return ScriptReader.version(content).equals(as.version())
                    ? Optional.of(new FoundFile(as.file().name(), location, content)) : Optional.empty();
        } catch (IOException changedAgain) {
            return Optional.empty();
        }
    }

    private static boolean isGone(String location) {
        Path path = Path.of(location.substring(location.indexOf(':') + 1));
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
        look.unreadable.putAll(strangers.look(folder, listing));
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

    private void look(String location, WatchedFolder.FileState file, Look look) {
        Known before = known.get(location);
        if (before != null && before.settled() && before.stamp().equals(file.stamp())) {
            return;
        }
        try {
            String version = ScriptReader.version(FileContent.of(file.path()));
            if (before != null && before.version().equals(version)) {
                known.put(location, new Known(version, file.stamp(), before.stamp().equals(file.stamp())));
            } else if (isStable(location, version, look)) {
                look.changed.put(location, new Changed(file, version));
                if (before != null && before.version().startsWith(UNREADABLE)) {
                    look.unreadable.put(location, "");
                }
            }
        } catch (IOException failure) {
            String version = UNREADABLE + failure.getClass().getName();
            if ((before == null || !before.version().equals(version)) && isStable(location, version, look)) {
                look.unreadable.put(location, "the file cannot be read: " + failure);
                known.put(location, new Known(version, file.stamp(), false));
            }
        }
    }

    /** @return whether the look before has found the same */
    private boolean isStable(String location, String version, Look look) {
        look.found.add(location);
        return version.equals(candidates.put(location, version));
    }
}
