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
package io.webhookscript.script.reader;

import java.util.Set;

/**
 * Keys of the format that are read and checked but not supported yet. A script that uses one does not load: a trigger
 * that never fires is worse than an error. A key is removed from this set as soon as it works.
 */
final class UnsupportedKeys {

    /** Paths of sections. */
    static final Set<String> NOT_YET = Set.of("callback");

    private UnsupportedKeys() {
    }
}
