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
package io.webhookscript.delivery;

import io.webhookscript.request.attempt.AttemptSender;
import io.webhookscript.request.attempt.ConnectionProfiles;
import io.webhookscript.request.render.RequestRenderer;
import io.webhookscript.response.ResponseClassifier;

/**
 * The rooms that a delivery goes through on its way to the wire and back.
 *
 * @param profiles which pooled connections a script may use
 */
public record AttemptPipeline(
        RequestRenderer renderer, AttemptSender sender, ConnectionProfiles profiles, ResponseClassifier classifier) {
}
