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
package io.webhookscript.samples.crmsync;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What came back to where an event came from.
 *
 * @param document the variables of a delivered event, or the problem document of a failed one
 */
record SourceResponse(ContactEvent event, boolean delivered, JsonNode document) {

    /** Whether the event was stored, and is delivered later. */
    boolean accepted() {
        return delivered || document.has("messageId") && !document.has("title");
    }

    static SourceResponse of(ContactEvent event, String json) {
        JsonNode document = ExactJson.read(json);
        return new SourceResponse(event, document.has("crmId") && document.has("plan"), document);
    }
}
