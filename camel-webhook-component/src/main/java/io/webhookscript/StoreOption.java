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
package io.webhookscript;

import java.time.Duration;
import java.util.Optional;

import io.webhookscript.store.StoreEncryption;
import io.webhookscript.store.StoreOptions;
import io.webhookscript.store.WebhookStore;
import io.webhookscript.store.WebhookStoreFactory;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Makes the store of a component from its option {@code store}: a bean, or the text that says where the store is. */
final class StoreOption {

    /** Below this, a pause of the garbage collector would look like the end of the node. */
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

    private StoreOption() {
    }

    /** @return null without a store */
    static @Nullable WebhookStore store(CamelContext camelContext, @Nullable Object given, StoreOptions options) {
        if (given == null || given instanceof String text && text.isBlank()) {
            return null;
        }
        if (given instanceof WebhookStore own) {
            return own;
        }
        if (!(given instanceof String text)) {
            throw new IllegalArgumentException(
                    "store is a " + given.getClass().getName() + ": expected an object of the type "
                                               + WebhookStore.class.getName() + ", or a text such as sqlite:FILE");
        }
        return text.startsWith("#")
                ? bean(camelContext, text) : factory(camelContext, text).create(camelContext, text, options);
    }

    private static WebhookStore bean(CamelContext camelContext, String text) {
        String name = text.substring(text.startsWith("#bean:") ? "#bean:".length() : 1);
        WebhookStore found = camelContext.getRegistry().lookupByNameAndType(name, WebhookStore.class);
        if (found == null) {
            throw new IllegalArgumentException(
                    "store=" + text + ": there is no bean of that name and of the type "
                                               + WebhookStore.class.getName());
        }
        return found;
    }

    private static WebhookStoreFactory factory(CamelContext camelContext, String text) {
        Optional<WebhookStoreFactory> factory = camelContext.getCamelContextExtension().getDefaultFactoryFinder()
                .newInstance(WebhookStoreFactory.SERVICE, WebhookStoreFactory.class);
        return factory.orElseThrow(() -> new IllegalArgumentException(
                "store=" + text + ": needs the artifact io.webhookscript:camel-webhookscript-store on the class path"));
    }

    /** @throws IllegalArgumentException when a duration is too short */
    static StoreOptions options(
            @Nullable String node, Duration lease, Duration keepIds, @Nullable StoreEncryption encryption) {
        if (lease.compareTo(SHORTEST_LEASE) < 0) {
            throw new IllegalArgumentException("storeLease=" + lease.toMillis() + "ms: expected at least 1s, such as 15s");
        }
        return new StoreOptions(node, lease, keepIds, encryption);
    }
}
