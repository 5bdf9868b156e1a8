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
package io.webhookscript.request.event;

/**
 * Takes the place of a header or variable that could not be stored. A template that reads it fails, so that no request
 * is sent that differs from the one before a restart.
 *
 * @param description what it was
 */
record UnstoredValue(String description) {

    NotSentException problem() {
        return new NotSentException(
                "its value before the restart was " + description + ", which the store cannot keep", null);
    }
}
