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
package io.webhookscript.http;

/**
 * The HTTP client of a component: its pools, timer and look-up threads. Thread-safe; a call runs on the caller's
 * thread. Closed with the component.
 */
public final class HttpConnections implements AutoCloseable {

    /**
     * @param maxConnections         in all
     * @param maxConnectionsPerRoute to one host
     */
    public record Sizes(int maxConnections, int maxConnectionsPerRoute) {
    }

    public HttpConnections(Sizes sizes) {
    }

    /**
     * Sends one request, once, and reads the whole answer. Redirects are not followed.
     *
     * @throws CallFailedException when no whole answer came
     */
    public HttpAnswer send(HttpCall call, CallLimits limits, ConnectionProfile profile) throws CallFailedException {
        throw new UnsupportedOperationException();
    }

    /** Connections that are leased now; for tests and management. */
    public int leased() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
    }
}
