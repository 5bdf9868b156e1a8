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

import java.util.stream.Stream;

import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same table for a script whose calls an endpoint of the operator makes. */
@Tag("slow")
class EachOutcomeThroughAnEndpointTest extends EachOutcomeOnTheWireTest {

    @Override
    WebhookScriptTestSupport started(RawReceiver receiver, String script) throws Exception {
        WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder);
        camel.component().getVia().put("crm", receiver.uri("") + "?responseTimeout=1000");
        return camel.script("crm", script.replace("request:\n", "request:\n  via: crm\n")).start();
    }

    /** One response is followed by a byte that nobody asked for, which HttpClient takes for the next response. */
    static Stream<Arguments> rowsOfWholeResponses() {
        return rows().filter(row -> !row.get()[0].equals("2xx that is not UTF-8"));
    }

    @Override
    @ParameterizedTest(name = "{0}")
    @MethodSource("rowsOfWholeResponses")
    void theOutcomeDecidesForTheBreaker(String name, String response, Outcome outcome) throws Exception {
        super.theOutcomeDecidesForTheBreaker(name, response, outcome);
    }
}
