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
package io.webhookscript.script;

import io.webhookscript.script.yaml.FieldPositions;

/**
 * A loaded script.
 *
 * @param version  first 12 hex digits of SHA-256 over the script file
 * @param location the location of the file, for messages
 * @param places   the positions of its fields in the file
 */
public record Script(ScriptDefinition definition, String version, String location, FieldPositions places) {

    /** Creates a script without a file. */
    public Script(ScriptDefinition definition, String version, String location) {
        this(definition, version, location, FieldPositions.NONE);
    }

    public String name() {
        return definition.name();
    }

    public ScriptIdentity identity() {
        return new ScriptIdentity(definition.name(), version, definition.about().tenant());
    }
}
