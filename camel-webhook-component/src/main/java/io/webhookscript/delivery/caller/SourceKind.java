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
package io.webhookscript.delivery.caller;

import java.util.List;

import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of endpoints whose message headers identify an event. Headers of the same names from other endpoints, for
 * example from an HTTP request, are chosen by the sender. An endpoint is recognised by the name of its class, since
 * none of them need be on the class path, and a component may have any scheme.
 */
enum SourceKind {
    JMS("org.apache.camel.component.jms.JmsEndpoint", "org.apache.camel.component.sjms.SjmsEndpoint"),
    KAFKA("org.apache.camel.component.kafka.KafkaEndpoint"),
    FILE("org.apache.camel.component.file.GenericFileEndpoint");

    private final List<String> endpoints;

    SourceKind(String... endpoints) {
        this.endpoints = List.of(endpoints);
    }

    /** Whether the exchange comes from an endpoint of this kind. */
    boolean brought(Exchange exchange) {
        Object endpoint = exchange.getFromEndpoint();
        return endpoint != null && isOne(endpoint.getClass());
    }

    private boolean isOne(@Nullable Class<?> type) {
        return type != null && (endpoints.contains(type.getName()) || isOne(type.getSuperclass()));
    }
}
