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

import java.util.Optional;

import io.webhookscript.http.ConnectionCounts;
import org.jspecify.annotations.Nullable;

/** The component, for those that look for it in a Camel context to see or change what its scripts do. */
public interface HasScripts {

    /** @throws IllegalStateException when it is not started */
    Scripts scripts();

    /**
     * How the HTTP connections of its scripts are used now.
     *
     * @throws IllegalStateException when it is not started
     */
    ConnectionCounts connections();

    /**
     * Why changes of script files are not taken any more; empty when they are, and when they are not watched.
     *
     * @throws IllegalStateException when it is not started
     */
    Optional<String> watchProblem();

    /** Where its deliveries are kept; null when nowhere. */
    @Nullable
    DeliveryLog getDeliveryLog();
}
