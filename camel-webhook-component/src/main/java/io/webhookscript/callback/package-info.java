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
 * Receives the response events of a script: {@code from("webhookscript:callback:NAME")}. A delivered call of the script
 * opens a session ({@code Sessions}), and the other system sends events into it, to a path of the runtime's own web
 * server ({@code WebServer}).
 *
 * <p>
 * {@code CallbackProcessor} handles one request from its beginning to its response. {@code CallbackGate} decides
 * whether the request becomes an event: it checks first the credentials and the signature of the sender, then the body,
 * then the session. {@code ResponseEvent} is what the route gets, {@code RouteResponse} and {@code ProblemResponse} are
 * what the sender gets. Nothing that an unknown sender sends reaches the route, a log or an event notifier.
 */
@NullMarked
package io.webhookscript.callback;

import org.jspecify.annotations.NullMarked;
