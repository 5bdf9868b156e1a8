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
package io.webhookscript.console;

import java.time.Instant;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;

/**
 * A user has changed something in the console, or has made a real run, for Camel's event notifiers. Immutable; it holds
 * no text of a script and no business data.
 */
public final class ConsoleAuditEvent implements CamelEvent {

    private final CamelContext camelContext;
    private final String user;
    private final String action;
    private final String script;
    private final String detail;
    private final Instant at;

    ConsoleAuditEvent(CamelContext camelContext, String user, String action, String script, String detail, Instant at) {
        this.camelContext = camelContext;
        this.user = user;
        this.action = action;
        this.script = script;
        this.detail = detail;
        this.at = at;
    }

    /** {@link org.apache.camel.spi.CamelEvent.Type#Custom}: Camel has no event type for components. */
    @Override
    public Type getType() {
        return Type.Custom;
    }

    @Override
    public CamelContext getSource() {
        return camelContext;
    }

    @Override
    public long getTimestamp() {
        return at.toEpochMilli();
    }

    /** Has no effect, since the time of an event does not change. */
    @Override
    public void setTimestamp(long timestamp) {
        // Camel's factories set the time of their events afterwards; this one has it from the start
    }

    /** The name of the user, in one line; {@code local} when the server does not authenticate its users. */
    public String getUser() {
        return user;
    }

    /**
     * {@code start}, {@code stop}, {@code suspend}, {@code resume}, {@code remove}, {@code run}, {@code create},
     * {@code save}, {@code rename} or {@code delete} of a script; {@code replay}, {@code discard} or
     * {@code stop-replay} of dead letters; {@code refused} when the user does not have the role for a change.
     */
    public String getAction() {
        return action;
    }

    /** The name of the script; empty when the change is not that of one script. */
    public String getScript() {
        return script;
    }

    /** What is to be known about it, such as the versions or a message id, in one line; empty when there is nothing. */
    public String getDetail() {
        return detail;
    }

    public Instant getAt() {
        return at;
    }

    @Override
    public String toString() {
        return "console: user " + user + ": " + action + (script.isEmpty() ? "" : " script " + script)
               + (detail.isEmpty() ? "" : " (" + detail + ")");
    }
}
