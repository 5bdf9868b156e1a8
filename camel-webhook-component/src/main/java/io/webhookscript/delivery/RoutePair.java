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
package io.webhookscript.delivery;

import io.webhookscript.script.Script;
import org.apache.camel.Route;
import org.apache.camel.support.DefaultConsumer;

/**
 * The two running routes of one version of a script.
 *
 * @param delivery the route from {@code webhookscript:NAME}
 * @param attempt  the route that makes one attempt
 */
record RoutePair(Script script, Route delivery, Route attempt, RouteParts parts) {

    /** The way in: the delivery route's consumer. */
    DefaultConsumer consumer() {
        return (DefaultConsumer) delivery.getConsumer();
    }

    /** Whether neither Camel's route controller nor anybody else has stopped or suspended it. */
    boolean isRunning() {
        return consumer().isRunAllowed() && !consumer().isSuspendingOrSuspended();
    }
}
