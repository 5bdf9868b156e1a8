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
package io.webhookscript.callback;

import io.webhookscript.delivery.report.CallbackResult;

/** Thrown when a request does not become an event for the route. It quotes nothing of the request. */
final class RefusedEventException extends Exception {

    private static final long serialVersionUID = 1L;

    private final CallbackResult result;

    RefusedEventException(CallbackResult result) {
        super(result.code(), null, false, false); // the stack is always the same one, and costs more than the check
        this.result = result;
    }

    CallbackResult result() {
        return result;
    }
}
