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
package io.webhookscript.store;

import org.apache.camel.CamelContext;

/**
 * Creates the store for a text of the component option {@code store}. The component finds the factory as the Camel
 * service {@value #SERVICE}, which the module {@code camel-webhookscript-store} contains.
 */
@FunctionalInterface
public interface WebhookStoreFactory {

    String SERVICE = "webhookscript-store";

    /**
     * @param  location                 {@code sqlite:FILE} or {@code jdbc:#dataSource}
     * @param  options                  the other options of the component for its store
     * @throws IllegalArgumentException when the location cannot be understood, or names no bean; the message says what
     *                                  is expected
     */
    WebhookStore create(CamelContext camelContext, String location, StoreOptions options);
}
