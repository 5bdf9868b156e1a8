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
package io.webhookscript.console.api;

import java.util.LinkedHashMap;
import java.util.Map;

import io.webhookscript.console.access.ApiCall;
import io.webhookscript.console.access.Role;
import io.webhookscript.console.api.deadletter.DeadLetterChanges;
import io.webhookscript.console.api.script.Trials;
import io.webhookscript.console.application.Application;
import io.webhookscript.console.web.ConsoleResponse;
import io.webhookscript.console.web.JsonResponse;
import io.webhookscript.script.yaml.YamlTree;

/** Describes the user of a page, and what the user may do. */
final class Sessions {

    /** Often enough to look live; a request for changes costs little. */
    private static final int POLL_MILLIS = 2_000;

    private final Application application;

    Sessions(Application application) {
        this.application = application;
    }

    ConsoleResponse session(ApiCall call) {
        Map<String, Object> session = new LinkedHashMap<>();
        session.put("user", call.caller().name());
        session.put("authenticated", call.caller().authenticated());
        session.put("roles", call.caller().roles().stream().sorted().map(Role::code).toList());
        session.put("folder", application.folder() != null);
        session.put("deliveryLog", application.webhookScript().getDeliveryLog() != null);
        session.put("deadLetters", application.webhookScript().deadLetters().isPresent());
        session.put("application", application.camelContext().getName());
        session.put("poll", POLL_MILLIS);
        session.put("maxScript", YamlTree.MAX_BYTES);
        session.put("maxEvent", Trials.MAX_EVENT);
        session.put("maxLetters", DeadLetterChanges.MAX_IDS);
        return JsonResponse.of(200, session);
    }
}
