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
package io.webhookscript.response;

import java.time.Duration;
import java.util.function.UnaryOperator;

import io.webhookscript.http.message.HttpResponse;
import io.webhookscript.script.Outcome;
import io.webhookscript.value.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * The result of one attempt.
 *
 * @param ambiguous  whether the receiver may have acted although the attempt failed
 * @param reason     one sentence in one line, masked; empty when delivered
 * @param retryAfter the minimum wait that the receiver requested
 * @param response   the response, if there was one
 * @param mapped     present when delivered
 */
public record AttemptResult(
        Outcome outcome, @Nullable Integer status, boolean ambiguous, String reason, @Nullable Duration retryAfter,
        @Nullable HttpResponse response, @Nullable MappedResponse mapped) {

    public AttemptResult {
        reason = OneLine.of(reason);
    }

    /** The same result with another form of its response. */
    public AttemptResult withResponse(UnaryOperator<HttpResponse> form) {
        return new AttemptResult(
                outcome, status, ambiguous, reason, retryAfter, response == null ? null : form.apply(response), mapped);
    }
}
