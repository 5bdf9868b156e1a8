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
 * The use of a client's connections at one moment.
 *
 * @param leased  connections of running calls, including calls that are about to connect
 * @param open    leased or idle connections, at most {@code maxConnections}
 * @param waiting calls that wait for a free connection
 */
public record ConnectionCounts(int leased, int open, int waiting) {

    public static final ConnectionCounts NONE = new ConnectionCounts(0, 0, 0);

    public ConnectionCounts plus(ConnectionCounts other) {
        return new ConnectionCounts(leased + other.leased, open + other.open, waiting + other.waiting);
    }
}
