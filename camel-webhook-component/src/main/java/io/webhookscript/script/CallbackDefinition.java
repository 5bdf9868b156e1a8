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

import io.webhookscript.script.RequestDefinition.Authentication;
import io.webhookscript.script.RequestDefinition.Signature;
import io.webhookscript.template.Expression;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code callback}: response events for a session that a call has opened.
 *
 * @param path       of the runtime's web server, with a slash in front
 * @param auth       the credentials of the sender; null when its signature alone is checked
 * @param signatures all of them must be valid
 * @param session    the session that a delivered call opens, read after the call
 * @param from       finds the session in a response event
 * @param closeWhen  whether a delivered call closes its session
 * @param sessionTtl how long a session stays open after the last delivered call or response event
 */
public record CallbackDefinition(
        String path, @Nullable Authentication auth, List<Signature> signatures, Expression session, Expression from,
        @Nullable Expression closeWhen, Duration sessionTtl) {

    /** People answer a chat on the next day, and a session must not stay open without end. */
    public static final Duration DEFAULT_SESSION_TTL = Duration.ofHours(24);

    public CallbackDefinition {
        signatures = List.copyOf(signatures);
    }

    /** Whether the session that a call opens or closes may depend on the body of its response. */
    public boolean readsTheBody() {
        return session.mayRead("response", "body")
                || closeWhen != null && closeWhen.mayRead("response", "body");
    }
}
