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
package io.webhookscript.tryout;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import io.webhookscript.script.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The result of one real attempt, with secrets masked.
 *
 * @param request   {@code method}, {@code url}, {@code headers}, {@code body}, {@code bodyEncoding}; empty when nothing
 *                  was sent
 * @param response  {@code status}, {@code headers}, {@code body}, {@code bodyEncoding}
 * @param reason    one sentence; empty when delivered
 * @param variables the values of {@code response.variables}; empty unless delivered
 * @param body      the body that a caller would get
 */
public record RealRun(
        Map<String, @Nullable Object> request, @Nullable Map<String, @Nullable Object> response, Outcome outcome, String reason,
        Map<String, @Nullable Object> variables, @Nullable Object body, Duration took) {

    public RealRun {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }
}
