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
package io.webhookscript.benchmarks.speed.peer;

import java.util.concurrent.CompletableFuture;

import io.webhookscript.benchmarks.speed.receiver.Destination;

/** A competitor; one in a JVM, called by many threads. */
public sealed interface Peer {

    /** Delivers on its caller's thread. */
    non-sealed interface Blocking extends Peer {

        /** Throws nothing: a failure is a result. */
        CallResult call(Destination destination, Event event);
    }

    /** Delivers on threads of its own. */
    non-sealed interface Asynchronous extends Peer {

        /** The future never fails: a failure is a result. */
        CompletableFuture<CallResult> submit(Destination destination, Event event);
    }
}
