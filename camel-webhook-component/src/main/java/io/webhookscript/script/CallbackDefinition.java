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
package io.webhookscript.script;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.webhookscript.template.Expression;

/**
 * The section {@code callback}: response events for a session that a call has opened.
 *
 * @param session    the session that a delivered call opens, read after the call
 * @param from       finds the session in a response event
 * @param closeWhen  whether a delivered call closes its session
 * @param sessionTtl how long a session stays open without an event
 */
public record CallbackDefinition(
        String path, Optional<RequestDefinition.Authentication> auth, List<RequestDefinition.Signature> signatures,
        Optional<Expression> session, Optional<Expression> from, Optional<Expression> closeWhen,
        Optional<Duration> sessionTtl) {

    public CallbackDefinition {
        signatures = List.copyOf(signatures);
    }
}
