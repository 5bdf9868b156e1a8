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
package io.webhookscript;

import io.webhookscript.http.RawReceiver;

/** The same for a script whose calls an endpoint of the operator makes. */
class ARefusedTokenIsRenewedThroughAnEndpointTest extends ARefusedTokenIsRenewedOnceTest {

    @Override
    String way(WebhookScriptTestSupport camel, RawReceiver receiver) {
        camel.component().getVia().put("crm", receiver.uri("").toString());
        return "via: crm";
    }
}
