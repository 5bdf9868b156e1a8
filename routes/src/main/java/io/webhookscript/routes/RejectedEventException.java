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
package io.webhookscript.routes;

/** Thrown for an event that its source rejects, so that no script is called. The message is the reason. */
final class RejectedEventException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String title;
    private final int httpStatus;

    /**
     * @param title      for the caller, without the reason
     * @param httpStatus of the response if the event came by HTTP
     */
    RejectedEventException(String title, String reason, int httpStatus) {
        super(reason);
        this.title = title;
        this.httpStatus = httpStatus;
    }

    String title() {
        return title;
    }

    int httpStatus() {
        return httpStatus;
    }
}
