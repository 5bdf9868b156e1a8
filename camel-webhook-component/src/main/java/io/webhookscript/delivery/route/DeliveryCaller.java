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

import io.webhookscript.delivery.Delivery;

/** Gets the result of a delivery: one of the two methods is called, once. */
public interface DeliveryCaller {

    /**
     * The component is responsible for the delivery, and nobody waits for its end.
     *
     * @param doneSync whether this is the thread that began it, which has not returned yet
     */
    void accepted(Delivery delivery, boolean doneSync);

    /**
     * The delivery has ended.
     *
     * @param doneSync whether this is the thread that began it, which has not returned yet
     */
    void ended(Delivery delivery, boolean doneSync);
}
