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
package io.webhookscript.management;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import io.webhookscript.WebhookScriptComponent;
import io.webhookscript.delivery.report.BreakerKeys;
import io.webhookscript.delivery.report.BreakerState;
import io.webhookscript.delivery.report.DeliveryStatus;
import io.webhookscript.delivery.report.FileProblem;
import io.webhookscript.lifecycle.ScriptStatus;
import io.webhookscript.lifecycle.Scripts;
import io.webhookscript.store.OutboxStatus;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.apache.camel.spi.annotations.HealthCheck;

/**
 * Readiness: down while a script's file is broken or changes of files are not taken, a script's routes were stopped
 * behind its back, its dead letters are lost, or no event can be stored. An open circuit breaker is the receiver's
 * illness, not ours: it is a detail, and leaves the check up, so that one bad receiver does not take a whole process
 * out of service. Never part of liveness: a restart mends none of it.
 */
@HealthCheck("webhookscript-check")
public final class WebhookScriptHealthCheck extends AbstractHealthCheck {

    public WebhookScriptHealthCheck() {
        super("camel", "webhookscript");
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Findings findings = new Findings(builder);
        for (WebhookScriptComponent component : Components.of(getCamelContext())) {
            component.scripts().problems().forEach(findings::broken);
            component.watchProblem().ifPresent(findings::notWatched);
            component.trustAllBeans().forEach(findings::trustsAll);
            component.scripts().lostDeadLetters().forEach(findings::lost);
            component.storeStatus().ifPresent(store -> findings.stored(store, component.scripts()));
            component.deadLetters().ifPresent(letters -> letters.open().forEach(findings::openLetters));
            UsedScripts used = getCamelContext().getCamelContextExtension().getContextPlugin(UsedScripts.class);
            if (used != null) {
                used.names().forEach(name -> component.scripts().findWithoutUsers(name).ifPresent(findings::used));
            }
        }
        findings.end();
    }

    private static final class Findings {

        private final HealthCheckResultBuilder builder;
        private final TreeSet<String> words = new TreeSet<>();

        private Findings(HealthCheckResultBuilder builder) {
            this.builder = builder;
        }

        private void broken(FileProblem file) {
            builder.detail("file." + file.location(), file.text());
            words.add("the script file " + file.location() + " has errors");
        }

        private void notWatched(String why) {
            builder.detail("watch", why);
            words.add(why);
        }

        /** A decision of the operator, which leaves the check up. */
        private void trustsAll(String bean) {
            builder.detail("tls." + bean, "accepts any certificate");
        }

        private void used(ScriptStatus script) {
            Optional<DeliveryStatus> deliveries = Optional.ofNullable(script.deliveries());
            boolean byItself = script.state().isStoppedByItself();
            if (!byItself && !script.why().equals(script.state().reason())) {
                builder.detail("script." + script.name() + ".route", script.why());
                words.add("script " + script.name() + ": " + script.why());
            }
            if (byItself) {
                builder.detail("script." + script.name() + ".state", script.why());
            }
            deliveries.map(DeliveryStatus::failingSince)
                    .ifPresent(since -> builder.detail("script." + script.name() + ".failingSince", since.toString()));
            deliveries.map(DeliveryStatus::limits).map(DeliveryStatus.Limits::breaker)
                    .filter(state -> state != BreakerState.CLOSED)
                    .ifPresent(state -> builder.detail("script." + script.name() + ".breaker", state.name()));
            deliveries.map(DeliveryStatus::limits).map(DeliveryStatus.Limits::breakerKeys).filter(keys -> keys.open() > 0)
                    .ifPresent(keys -> builder.detail("script." + script.name() + ".breaker.keys", description(keys)));
        }

        private static String description(BreakerKeys keys) {
            int others = keys.open() - keys.named().size();
            return String.join(", ", keys.named()) + (others > 0 ? " and " + others + " more" : "");
        }

        private void lost(String script, Instant at) {
            builder.detail("script." + script + ".deadLetter", "not stored at " + at);
            words.add("script " + script + " could not store a dead letter");
        }

        /** Events that wait leave the check up: a restart would not deliver them. */
        private void stored(OutboxStatus store, Scripts scripts) {
            String problem = store.problem();
            if (problem != null) {
                builder.detail("store", problem);
                words.add("no event can be stored: " + problem);
            }
            store.waiting().forEach((script, count) -> whyTheyWait(script, scripts)
                    .ifPresent(why -> builder.detail("store." + script, count + " events wait: " + why)));
            if (store.blocked() > 0) {
                builder.detail("store.blocked", store.blocked() + " order keys wait for a failed event");
            }
        }

        private static Optional<String> whyTheyWait(String script, Scripts scripts) {
            Optional<ScriptStatus> found = scripts.findWithoutUsers(script);
            return found.isEmpty()
                    ? Optional.of("no script of that name is loaded")
                    : found.filter(status -> !status.state().takesEvents()).map(ScriptStatus::why);
        }

        /** They wait for a decision of a person, which leaves the check up. */
        private void openLetters(String script, long number) {
            builder.detail("script." + script + ".deadLetters", number);
        }

        private void end() {
            if (words.isEmpty()) {
                builder.up();
            } else {
                builder.message(String.join("; ", words)).down();
            }
        }
    }
}
