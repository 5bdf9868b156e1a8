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
package io.webhookscript.spi;

/**
 * Measures how busy this process is. A bean of this type in the registry replaces the built-in one, which takes the
 * larger of calls in flight over capacity and the CPU load of the process. It is read on every adaptive decision, from
 * any thread, so it must be cheap.
 */
@FunctionalInterface
public interface LoadMeter {

    /**
     * Returns the load from 0 (idle) to 1 (full). A value outside this range counts as the nearer bound, NaN as idle.
     */
    double load();
}
