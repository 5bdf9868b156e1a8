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
/**
 * Load from outside: a receiver in a process of its own, callers that go through the HTTP client of the component,
 * rounds that take turns, medians. {@link io.webhookscript.benchmarks.load.LoadHarness} is the way in. Everything stays
 * on loopback, and every run is bounded in calls or seconds.
 */
@NullMarked
package io.webhookscript.benchmarks.load;

import org.jspecify.annotations.NullMarked;
