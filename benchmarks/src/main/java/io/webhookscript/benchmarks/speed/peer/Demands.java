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
package io.webhookscript.benchmarks.speed.peer;

import java.time.Duration;

/** What every competitor is asked for, where its product can do it. */
final class Demands {

    static final int ATTEMPTS = 4;

    /** Before the second attempt; doubled for each further one. */
    static final Duration RETRY_DELAY = Duration.ofMillis(10);

    static final Duration DEADLINE = Duration.ofSeconds(5);

    /** Configured, and so high that it never holds anything up. */
    static final int REQUESTS_PER_SECOND = 50_000;

    static final int BREAKER_WINDOW = 20;
    static final int BREAKER_LEAST_CALLS = 10;
    static final Duration BREAKER_OPEN = Duration.ofSeconds(1);

    /** More than are ever called at once. */
    static final int CONNECTIONS = 12_000;

    private Demands() {
    }
}
