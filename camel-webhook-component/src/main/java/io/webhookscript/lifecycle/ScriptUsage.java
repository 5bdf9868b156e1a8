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

import io.webhookscript.delivery.route.ScriptUsers.RouteUse;
import io.webhookscript.script.Script;
import io.webhookscript.script.ScriptDefinition.Trigger;

/**
 * What uses a script.
 *
 * @param script   name of the script
 * @param routes   the running routes that use it; one that is listed keeps it from being stopped or removed
 * @param triggers its triggers, in the order of its file
 * @param channels the channels that only this script may have, in the order of its file
 */
public record ScriptUsage(String script, List<UsingRoute> routes, List<UsedTrigger> triggers, List<String> channels) {

    public ScriptUsage {
        routes = List.copyOf(routes);
        triggers = List.copyOf(triggers);
        channels = List.copyOf(channels);
    }

    /**
     * A running route.
     *
     * @param route id of the route
     * @param path  the path of its endpoint: the name of the script, {@code event:TYPE}, or {@code event} when its
     *              messages name the type
     */
    public record UsingRoute(String route, String path) {
    }

    /**
     * A trigger.
     *
     * @param event     an event type, {@code a.*} or {@code *}
     * @param condition whether it has a {@code when}
     * @param channels  those to which it is limited; empty when it takes events of all channels
     */
    public record UsedTrigger(String event, boolean condition, List<String> channels) {

        public UsedTrigger {
            channels = List.copyOf(channels);
        }
    }

    static ScriptUsage of(Script script, List<RouteUse> routes) {
        List<Trigger> triggers = script.definition().events().triggers();
        return new ScriptUsage(
                script.name(), routes.stream().map(use -> new UsingRoute(use.route(), use.path())).toList(),
                triggers.stream().map(t -> new UsedTrigger(t.event(), t.when() != null, t.channels())).toList(),
                triggers.stream().flatMap(trigger -> trigger.channels().stream()).distinct().toList());
    }
}
