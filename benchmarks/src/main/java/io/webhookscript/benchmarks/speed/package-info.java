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
 * The speed harness: competitors side by side on the same work, in rounds that take turns, each in a JVM of its own,
 * against a receiver in a further process. {@link io.webhookscript.benchmarks.speed.SpeedHarness} is the way in.
 *
 * <p>
 * {@code peer} has the work and the competitors, {@code worker} is the process that measures one of them,
 * {@code receiver} is the other end, {@code machine} what both run on. Here is what is measured, in which order, and
 * what of it stands in which table. Everything stays on loopback, and every run is bounded in events and time.
 */
@NullMarked
package io.webhookscript.benchmarks.speed;

import org.jspecify.annotations.NullMarked;
