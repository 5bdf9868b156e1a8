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
package io.webhookscript.delivery.route;

import io.webhookscript.delivery.report.ScriptState;

/**
 * Connects the consumer at the start of a delivery route with the script. An endpoint with a listener was created for a
 * delivery route; other endpoints must not have consumers. Thread-safe.
 */
public interface DeliveryRouteListener {

    /** Called when the route has started or resumed, has stopped, or was suspended, by any means. */
    void stateChanged(ScriptState now);

    /**
     * The deliveries of the route that have not ended, including accepted ones that have not begun. Deliveries of a
     * newer version of the script do not count.
     */
    int inFlight();
}
