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

import io.webhookscript.delivery.event.ScriptState;

/**
 * What the consumer at the beginning of a delivery route reports and asks. An endpoint that has one was made for a
 * delivery route; others must not have consumers. Thread-safe.
 */
public interface DeliveryRouteListener {

    /** The route has started or resumed, has stopped, or was suspended, by any means. */
    void stateChanged(ScriptState now);

    /**
     * Deliveries that the route has taken and that have not ended, accepted ones that have not begun included. A busy
     * new version of the script does not count.
     */
    int inFlight();
}
