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
package io.webhookscript.delivery.report;

import java.time.Instant;

import io.webhookscript.script.Outcome;
import io.webhookscript.secret.Masker;
import org.jspecify.annotations.Nullable;

/**
 * Describes one attempt, for the dead letter and for tools.
 *
 * @param millis the duration of the attempt
 * @param reason masked; empty when delivered
 */
public record AttemptRecord(Instant at, long millis, Outcome outcome, @Nullable Integer status, String reason) {

    public AttemptRecord masked(Masker masker) {
        return reason.isEmpty() ? this : new AttemptRecord(at, millis, outcome, status, masker.mask(reason));
    }
}
