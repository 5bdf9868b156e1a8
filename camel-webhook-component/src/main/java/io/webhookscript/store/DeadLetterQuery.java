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
package io.webhookscript.store;

import java.time.Instant;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

/**
 * Selects dead letters; values that are null are not compared.
 *
 * @param from     the earliest time of the failure, inclusive
 * @param until    the latest time of the failure, exclusive
 * @param text     part of the reason, in any letter case
 * @param replayed whether they were sent again
 * @param before   the start of the page: {@link DeadLetterStore.Page#next} of the previous page
 * @param limit    letters of a page, 1 to {@value #MAX_LIMIT}
 */
public record DeadLetterQuery(
        @Nullable String script, @Nullable String messageId, @Nullable String outcome, @Nullable Integer status,
        @Nullable Instant from, @Nullable Instant until, @Nullable String text, @Nullable Boolean replayed,
        OptionalLong before, int limit) {

    public static final int MAX_LIMIT = 1_000;

    public static final DeadLetterQuery ALL = new DeadLetterQuery(
            null, null, null, null, null, null, null, null, OptionalLong.empty(), 100);

    public DeadLetterQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit is " + limit + ", expected 1 to " + MAX_LIMIT);
        }
    }
}
