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
 * The dead letters in the store of a component: storing them, finding them, sending them again, discarding them.
 *
 * <p>
 * {@link io.webhookscript.deadletter.DeadLetters} is the entry point, for applications, JMX, the dev console and routes
 * to {@code webhookscript:deadletters}. {@code LetterStorage} stores what has failed. {@code Replays} starts a
 * {@code ReplayRun} for each selection, which has a {@code ReplayLane} for each script: it gives the letters to the
 * outbox, the oldest first, and only as many as the script can soon deliver. The outbox delivers them like all other
 * events, behind the rate and the circuit breaker of their script.
 */
@Export
@NullMarked
package io.webhookscript.deadletter;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
