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
package io.webhookscript.callpath;

import java.lang.ref.WeakReference;

import org.apache.camel.Exchange;

/**
 * Counts the steps of one routing slip or dynamic router, since Camel does not. Each step has its own copy of the
 * exchange, and a step that is repeated after a failure has the same copy. Thread-safe.
 */
final class RoutingSlipCounter {

    private WeakReference<Exchange> last = new WeakReference<>(null);
    private int index = -1;

    /** Returns the index of an exchange's step. Only steps that ask for it are counted. */
    synchronized int indexOf(Exchange exchange) {
        if (last.get() != exchange) {
            last = new WeakReference<>(exchange);
            index++;
        }
        return index;
    }
}
