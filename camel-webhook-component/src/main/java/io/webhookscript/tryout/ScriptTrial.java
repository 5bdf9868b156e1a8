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
package io.webhookscript.tryout;

import java.time.Duration;
import java.util.Map;

import io.webhookscript.delivery.DeliveryOverrides;
import io.webhookscript.delivery.route.DeliveryFactory;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.Script;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Makes a dry run or a real run of one script for a caller's message, which is not changed. */
public final class ScriptTrial {

    private final ScriptRunner runner;
    private final DeliveryFactory deliveries;
    private final Script script;

    public ScriptTrial(ScriptRunner runner, DeliveryFactory deliveries, Script script) {
        this.runner = runner;
        this.deliveries = deliveries;
        this.script = script;
    }

    public Map<String, @Nullable Object> dryRun(DeliveryOverrides overrides, Exchange exchange) {
        try {
            return runner.dryRun(deliveries.inputsOf(script, overrides, exchange));
        } catch (NotSentException unreadable) {
            return ScriptRunner.unreadable(script, String.valueOf(unreadable.getMessage()));
        }
    }

    public RealRun realRun(Exchange exchange) {
        try {
            return runner.realRun(
                    deliveries.inputsOf(script, DeliveryOverrides.NONE, exchange),
                    deliveries.limits(script));
        } catch (NotSentException unreadable) {
            return new RealRun(
                    Map.of(), null, Outcome.NOT_SENT, String.valueOf(unreadable.getMessage()), Map.of(), null,
                    Duration.ZERO);
        }
    }
}
