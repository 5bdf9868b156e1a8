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

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code tests}; values are plain (null, Boolean, Long, BigInteger, BigDecimal, String, List, Map).
 *
 * @param response the response to map; null for a test of the request only
 * @param expect   the expected values by name, as they are in the file
 */
public record ScriptTest(
        String name, @Nullable Object event, Map<String, @Nullable Object> variables, Map<String, String> context,
        @Nullable Response response, Map<String, @Nullable Object> expect, Place place) {

    /**
     * Where the test is in the file of the script.
     *
     * @param line  the line of the entry
     * @param lines the line of each entry of {@code expect}, by its name
     */
    public record Place(String file, int line, Map<String, Integer> lines) {

        public Place {
            lines = Map.copyOf(lines);
        }
    }

    public record Response(int status, Map<String, List<String>> headers, @Nullable Object body) {
    }
}
