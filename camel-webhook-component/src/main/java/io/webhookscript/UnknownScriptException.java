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

import java.util.List;

/** Thrown when a route names a script that is not loaded. */
public final class UnknownScriptException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Ten names are as many as a reader takes in at a glance. */
    private static final int MAX_NAMES = 10;

    private final String name;
    private final List<String> nearest;

    /** @param nearest names of the loaded scripts, nearest first */
    UnknownScriptException(String name, List<String> nearest, String locations) {
        super("webhookscript:" + name + ": there is no script of that name"
              + (nearest.isEmpty()
                      ? "; no script is loaded, looked in " + locations
                      : "; there are, nearest first: "
                        + String.join(", ", nearest.subList(0, Math.min(MAX_NAMES, nearest.size())))
                        + (nearest.size() > MAX_NAMES ? " and " + (nearest.size() - MAX_NAMES) + " more" : "")));
        this.name = name;
        this.nearest = List.copyOf(nearest);
    }

    public String getName() {
        return name;
    }

    /** Names of all loaded scripts, nearest first. */
    public List<String> getNearest() {
        return nearest;
    }
}
