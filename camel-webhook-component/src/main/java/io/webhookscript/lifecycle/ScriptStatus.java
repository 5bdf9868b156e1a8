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
package io.webhookscript.lifecycle;

import java.util.List;
import java.util.Optional;

import io.webhookscript.delivery.report.DeliveryStatus;
import io.webhookscript.delivery.report.ScriptState;
import io.webhookscript.script.EndedGuarantee;
import io.webhookscript.script.Script;
import org.jspecify.annotations.Nullable;

/**
 * The current state of one script.
 *
 * @param name       of the script
 * @param script     the version that accepts events now, or the last one of a removed script; null when none of its
 *                   versions could be loaded
 * @param why        the reason why calls fail, as their callers get it; empty when they do not fail
 * @param routes     ids of its Camel routes, the delivery route first; empty until it is first used
 * @param users      ids of the running routes that use it
 * @param deliveries the status of its deliveries; null until it is first used, and while it has no routes
 */
public record ScriptStatus(
        String name, @Nullable Script script, ScriptState state, String why, List<String> routes, List<String> users,
        @Nullable DeliveryStatus deliveries) {

    public ScriptStatus {
        routes = List.copyOf(routes);
        users = List.copyOf(users);
    }

    /** The operator's endpoint through which it calls, {@code request.via}. */
    public Optional<String> via() {
        return Optional.ofNullable(script).map(found -> found.definition().request().connection().via());
    }

    /** The limitations of this script compared with other scripts, one sentence each. */
    public List<String> notes() {
        return Optional.ofNullable(script).map(found -> EndedGuarantee.of(found.definition().request())).orElse(List.of());
    }
}
