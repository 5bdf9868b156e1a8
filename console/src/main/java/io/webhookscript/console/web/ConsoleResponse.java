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

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One response.
 *
 * @param headers each with one value
 * @param body    empty for none
 */
public record ConsoleResponse(int status, Map<String, String> headers, byte[] body) {

    private static final byte[] NOTHING = new byte[0];

    public ConsoleResponse {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    public static ConsoleResponse empty(int status) {
        return new ConsoleResponse(status, Map.of(), NOTHING);
    }

    public ConsoleResponse with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new ConsoleResponse(status, all, body);
    }

    /** The response to HEAD: the headers alone. */
    public ConsoleResponse withoutBody() {
        return new ConsoleResponse(status, headers, NOTHING);
    }
}
