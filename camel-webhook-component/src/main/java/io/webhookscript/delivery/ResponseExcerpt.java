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
package io.webhookscript.delivery;

import java.nio.charset.StandardCharsets;

import io.webhookscript.http.message.HttpResponse;
import io.webhookscript.secret.Masker;
import org.jspecify.annotations.Nullable;

/** The part of a response that is quoted in exceptions and dead letters: capped and masked. */
final class ResponseExcerpt {

    /** The limit is enough to see the receiver's error message; a response of a megabyte must not fill a queue. */
    static final int MAX_CHARACTERS = 4096;

    /** Of UTF-8, for each {@code char}. */
    private static final int MAX_BYTES = 3;

    private ResponseExcerpt() {
    }

    /**
     * The response's body as text; empty when there is none. Masked before it is cut, so that no part of a secret
     * stays, and no more of it than what stays.
     */
    static String body(Masker masker, @Nullable HttpResponse response) {
        return response == null
                ? "" : masker.mask(beginning(response.body(), masker.reach(MAX_CHARACTERS)), MAX_CHARACTERS);
    }

    /** At least so many characters of it, if there are so many. */
    private static String beginning(byte[] body, long characters) {
        return new String(body, 0, (int) Math.min(body.length, MAX_BYTES * (characters + 1)), StandardCharsets.UTF_8);
    }
}
