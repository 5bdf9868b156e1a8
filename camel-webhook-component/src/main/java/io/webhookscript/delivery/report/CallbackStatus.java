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
package io.webhookscript.delivery.report;

import java.util.Map;

/**
 * The current counts of one script's callback, for consoles and meters.
 *
 * @param path         of the web server
 * @param running      whether a route receives its events
 * @param openSessions sessions that are open now
 * @param results      response events by result since the component started; every result is present
 */
public record CallbackStatus(
        String script, String path, boolean running, long openSessions, Map<CallbackResult, Long> results) {

    public CallbackStatus {
        results = Map.copyOf(results);
    }
}
