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
 * Gives an event to each active script with a trigger for it. It reads the event once, and each script that matches
 * gets an ordinary delivery.
 *
 * <table>
 * <caption>The steps of an event</caption>
 * <tr>
 * <td>{@code Dispatcher}</td>
 * <td>the entry point: reads the events of the message</td>
 * </tr>
 * <tr>
 * <td>{@code EventRun}</td>
 * <td>delivers the events of the message one after another</td>
 * </tr>
 * <tr>
 * <td>{@code EventType}</td>
 * <td>reads the type and the channel of the event</td>
 * </tr>
 * <tr>
 * <td>{@code ScriptSelection}</td>
 * <td>finds triggers in the index, evaluates their conditions, and creates the deliveries of the scripts</td>
 * </tr>
 * <tr>
 * <td>{@code EventDeliveries}</td>
 * <td>makes the deliveries of one event side by side, and collects their outcomes</td>
 * </tr>
 * <tr>
 * <td>{@code EventResult}</td>
 * <td>gives the caller the list of outcomes, or the exception</td>
 * </tr>
 * </table>
 *
 * <p>
 * This package makes no HTTP calls. How a delivery ends is decided in {@code delivery}.
 */
@NullMarked
package io.webhookscript.dispatch;

import org.jspecify.annotations.NullMarked;
