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

import java.io.Serializable;

import org.jspecify.annotations.Nullable;

/**
 * Names one version of a script.
 *
 * @param version first 12 hex digits of SHA-256 over the script file
 * @param tenant  null if the script has none
 */
public record ScriptIdentity(String name, String version, @Nullable String tenant) implements Serializable {
}
