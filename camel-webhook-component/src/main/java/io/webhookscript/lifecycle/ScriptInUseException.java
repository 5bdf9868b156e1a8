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

import java.util.List;

/** Thrown when a script cannot be stopped, suspended or removed because running routes use it. */
public final class ScriptInUseException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final String script;
    private final List<String> routes;

    ScriptInUseException(String script, String verb, List<String> routes) {
        super("script '" + script + "' is not " + verb + ", since it is used by the running "
              + (routes.size() == 1 ? "route " : "routes ") + String.join(", ", routes)
              + "; stop " + (routes.size() == 1 ? "it" : "them") + " first, or force it");
        this.script = script;
        this.routes = List.copyOf(routes);
    }

    public String getScript() {
        return script;
    }

    /** The ids of the running routes that use the script, in alphabetical order. */
    public List<String> getRoutes() {
        return routes;
    }
}
