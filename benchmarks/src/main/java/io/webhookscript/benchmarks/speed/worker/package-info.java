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
 * The process that one competitor runs in. {@link io.webhookscript.benchmarks.speed.worker.Worker} reads one
 * {@link io.webhookscript.benchmarks.speed.worker.Order} a line as JSON, carries it out, and prints one report. Callers
 * live in the same JVM as the competitor, and cost the same for all.
 */
@NullMarked
package io.webhookscript.benchmarks.speed.worker;

import org.jspecify.annotations.NullMarked;
