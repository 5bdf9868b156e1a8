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
package io.webhookscript.console.web;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Makes responses of the API. No cache keeps them. */
public final class JsonResponse {

    public static final Map<String, String> NO_STORE = Map.of("Cache-Control", "no-store");

    private JsonResponse() {
    }

    public static ConsoleResponse of(int status, @Nullable Object value) {
        return new ConsoleResponse(
                status, Map.of("Content-Type", "application/json; charset=utf-8", "Cache-Control", "no-store"),
                JsonBody.bytes(value));
    }

    public static ConsoleResponse of(RefusedRequestException refused) {
        return of(refused.status(), Map.of("error", refused.error()));
    }
}
