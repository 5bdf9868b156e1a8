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
package io.webhookscript.delivery.route;

import java.util.Optional;

import io.webhookscript.delivery.AttemptStep;
import io.webhookscript.delivery.ViaSteps;
import io.webhookscript.script.RequestDefinition;
import io.webhookscript.script.RequestDefinition.Authentication;
import io.webhookscript.script.Script;
import io.webhookscript.via.ViaEndpoint;
import io.webhookscript.via.ViaEndpoints;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.TryDefinition;

/**
 * Creates the nodes of an attempt route: one step that makes the call, or, with {@code request.via}, the operator's
 * endpoint as a separate node between two steps:
 *
 * <pre>
 * send                                                   (the component's own transport)
 * seal → doTry { to http:… } doCatch { failed } → classify   (via; around all of it a loop where a token may be renewed)
 * </pre>
 */
public final class AttemptNodes {

    private final AttemptStep step;
    private final ViaSteps viaSteps;
    private final ViaEndpoints endpoints;
    private final RouteStateListener routeStates;

    public AttemptNodes(AttemptStep step, ViaSteps viaSteps, ViaEndpoints endpoints, RouteStateListener routeStates) {
        this.step = step;
        this.viaSteps = viaSteps;
        this.endpoints = endpoints;
        this.routeStates = routeStates;
    }

    void addTo(ProcessorDefinition<?> outer, Script script, String routeId) {
        RequestDefinition request = script.definition().request();
        Optional<ViaEndpoint> via = Optional.ofNullable(request.connection().via()).map(endpoints::named);
        if (via.isEmpty()) {
            outer.process(routeStates.listening(step, script.name(), routeId)).id(routeId + "-send");
            return;
        }
        boolean mayRenewToken = request.credentials().auth() instanceof Authentication.OAuth2;
        ProcessorDefinition<?> inner = outer;
        if (mayRenewToken) {
            inner = outer.loopDoWhile(ViaSteps::goesOn);
            inner.id(routeId + "-calls");
        }
        addTo(inner, via.get(), script, routeId);
    }

    private void addTo(ProcessorDefinition<?> inner, ViaEndpoint via, Script script, String routeId) {
        inner.process(viaSteps.seal(via)).id(routeId + "-seal");
        TryDefinition call = inner.doTry();
        call.id(routeId + "-try");
        call.to(via.endpoint()).id(routeId + "-via");
        call.doCatch(Throwable.class).process(viaSteps.failed()).id(routeId + "-failed");
        inner.process(routeStates.listening(viaSteps.classify(via), script.name(), routeId)).id(routeId + "-classify");
    }
}
