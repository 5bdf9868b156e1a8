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
 * <caption>The way of an event</caption>
 * <tr>
 * <td>{@code Dispatcher}</td>
 * <td>the entry point: reads the message, and takes its events one after another</td>
 * </tr>
 * <tr>
 * <td>{@code EventType}</td>
 * <td>finds out the type and the channel</td>
 * </tr>
 * <tr>
 * <td>{@code ScriptSelection}</td>
 * <td>asks the index of triggers, evaluates conditions, and enters the routes of the scripts</td>
 * </tr>
 * <tr>
 * <td>{@code EventDeliveries}</td>
 * <td>makes the deliveries of one event side by side, and collects their outcomes</td>
 * </tr>
 * <tr>
 * <td>{@code EventResult}</td>
 * <td>the list of outcomes for the caller, or the exception</td>
 * </tr>
 * </table>
 *
 * <p>
 * This package knows nothing of HTTP, and it decides nothing about a delivery.
 */
@NullMarked
package io.webhookscript.dispatch;

import org.jspecify.annotations.NullMarked;
