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

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemReport;
import io.webhookscript.script.repository.WatchedFolder;

/**
 * Finds files in the {@code file:} locations that look like scripts and do not have a script's name. Each is reported
 * once, when two consecutive looks have found it, since some tools write under another name and rename. Used by one
 * thread at a time.
 */
final class MisnamedFiles {

    private final Set<String> seen = new HashSet<>();
    private final Set<String> reported = new HashSet<>();

    /** @return the problems to report now, by location; empty text for a file that no longer exists */
    Map<String, String> look(WatchedFolder folder, WatchedFolder.Listing listing) {
        Map<String, Problem> current = listing.strangers();
        Map<String, String> news = new HashMap<>();
        current.forEach((location, problem) -> {
            if (!reported.contains(location) && !seen.add(location)) {
                news.put(location, ProblemReport.of(problem));
            }
        });
        reported.addAll(news.keySet());
        seen.removeAll(reported);
        seen.removeIf(location -> folder.holds(location) && !current.containsKey(location));
        if (listing.complete()) {
            reported.stream().filter(location -> folder.holds(location) && !current.containsKey(location))
                    .forEach(location -> news.put(location, ""));
            reported.removeIf(location -> "".equals(news.get(location)));
        }
        return news;
    }

    /** Whether the next look may report a file that this one has found. */
    boolean isUnsettled() {
        return !seen.isEmpty();
    }
}
