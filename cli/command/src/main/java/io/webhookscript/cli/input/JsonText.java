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
package io.webhookscript.cli.input;

import io.webhookscript.request.event.Json;
import io.webhookscript.request.event.NotSentException;
import org.jspecify.annotations.Nullable;

/** Plain values to JSON text in one line, and back, without losing a digit. */
public final class JsonText {

    private JsonText() {
    }

    public static String of(@Nullable Object values) {
        try {
            return Json.write(values);
        } catch (NotSentException e) {
            throw new IllegalArgumentException("only plain values can be written", e);
        }
    }

    /** @throws CommandFailedException when it is not JSON */
    public static @Nullable Object read(String what, byte[] content) {
        try {
            return Json.read(content);
        } catch (NotSentException e) {
            throw new CommandFailedException(what + " is not JSON: " + e.getMessage(), e);
        }
    }
}
