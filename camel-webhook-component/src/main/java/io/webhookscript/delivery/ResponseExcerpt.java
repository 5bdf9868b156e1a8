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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.http.message.HttpResponse;
import io.webhookscript.secret.Masker;
import org.jspecify.annotations.Nullable;

/** The part of a response that is quoted in exceptions and dead letters: capped and masked. */
public final class ResponseExcerpt {

    /** The limit is enough to see the receiver's error message; a response of a megabyte must not fill a queue. */
    public static final int MAX_CHARACTERS = 4096;

    /** The maximum number of characters of the headers of a response while its delivery waits. */
    private static final int MAX_HEADERS = 16_384;

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

    /**
     * The part of a response that may still be quoted. While a delivery waits, the rest would take memory for nothing.
     */
    static HttpResponse quotable(Masker masker, HttpResponse whole) {
        int length = lengthOf(whole.body(), masker.reach(MAX_CHARACTERS));
        List<HttpHeader> headers = new ArrayList<>();
        int characters = 0;
        for (HttpHeader header : whole.headers()) {
            characters += header.name().length() + header.value().length();
            if (characters > MAX_HEADERS) {
                break;
            }
            headers.add(header);
        }
        return length == whole.body().length && headers.size() == whole.headers().size()
                ? whole : new HttpResponse(whole.status(), headers, Arrays.copyOf(whole.body(), length), whole.overCap());
    }

    private static int lengthOf(byte[] body, long characters) {
        return (int) Math.min(body.length, MAX_BYTES * (characters + 1));
    }

    /** At least so many characters of it, if there are so many. */
    private static String beginning(byte[] body, long characters) {
        return new String(body, 0, lengthOf(body, characters), StandardCharsets.UTF_8);
    }
}
