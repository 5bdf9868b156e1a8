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
package io.webhookscript.request.event;

import org.jspecify.annotations.Nullable;

/** The parsed data of an event as JSON text in UTF-8, which takes less memory. Immutable. */
final class PackedJson {

    private final byte[] text;

    private PackedJson(byte[] text) {
        this.text = text;
    }

    /** @throws NotSentException when JSON cannot represent the data */
    static PackedJson of(Object data) throws NotSentException {
        return new PackedJson(Json.writeBytes(data));
    }

    /** Returns the text; it must not be changed. */
    byte[] text() {
        return text;
    }

    /** Reads the data again. */
    @Nullable
    Object unpacked() {
        try {
            return Json.read(text);
        } catch (NotSentException impossible) {
            throw new IllegalStateException("JSON that was written can be read", impossible);
        }
    }
}
