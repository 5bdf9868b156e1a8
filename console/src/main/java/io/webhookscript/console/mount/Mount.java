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
package io.webhookscript.console.mount;

import io.webhookscript.console.web.RequestHandler;

/** A server on which the console can be mounted. Until it serves, its paths respond with 503. */
public interface Mount extends AutoCloseable {

    /** The port with which a browser calls the server. */
    int port();

    /** Whether only this machine can call it. */
    boolean isOnLoopback();

    /**
     * Whether the server itself rejects a request without credentials, as a request to its own address shows.
     *
     * @throws IllegalStateException when that cannot be determined
     */
    boolean authenticates() throws InterruptedException;

    void serve(RequestHandler handler);

    /** The address of the page, for a person. */
    String address();

    @Override
    void close();
}
