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

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.webhookscript.lifecycle.FileChanges;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.Script;
import io.webhookscript.script.usecase.FoundFile;
import org.apache.camel.Exchange;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Tag("slow")
class MetersTellOfDeliveriesTest {

    private final MeterRegistry meters = new SimpleMeterRegistry();

    private Watched watched;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        watched = new Watched(folder);
        watched.camel.camelContext().getRegistry().bind("metricsRegistry", MeterRegistry.class, meters);
        watched.camel.start();
    }

    @AfterEach
    void stop() throws Exception {
        watched.close();
        assertThat(meters.getMeters()).extracting(meter -> meter.getId().getTag("script")).doesNotContain("hook", "guarded");
    }

    @Test
    void countDeliveriesByOutcomeAndAttemptsByStatusClass() {
        watched.camel.call("webhookscript:hook", "{}");
        watched.status.set(503);
        watched.camel.call("webhookscript:hook", "{}");

        assertThat(meters.get("webhookscript.deliveries").tags("script", "hook", "tenant", "acme", "outcome", "delivered")
                .timer().count()).isEqualTo(1);
        assertThat(meters.get("webhookscript.deliveries").tags("outcome", "temporary").timer().count()).isEqualTo(1);
        assertThat(meters.get("webhookscript.attempts").tags("status", "2xx").timer().count()).isEqualTo(1);
        assertThat(meters.get("webhookscript.attempts").tags("status", "5xx", "outcome", "temporary").timer().count())
                .isEqualTo(2);
        assertThat(meters.get("webhookscript.wait").tags("for", "retry").timer().count()).isEqualTo(1);
        assertThat(meters.get("webhookscript.in.flight").tags("script", "hook").gauge().value()).isZero();
    }

    @Test
    void timeAttempts() {
        watched.camel.call("webhookscript:hook", "{}");

        assertThat(meters.get("webhookscript.attempts").timer().totalTime(java.util.concurrent.TimeUnit.MILLISECONDS))
                .isBetween(0.0, (double) Duration.ofMinutes(1).toMillis());
    }

    @Test
    void showHowConnectionsAreUsed() {
        assertThat(connections("leased") + connections("open") + connections("waiting")).isZero();
        watched.hold = new CountDownLatch(1);
        CompletableFuture<Exchange> call
                = CompletableFuture.supplyAsync(() -> watched.camel.call("webhookscript:hook", "{}"));
        await().until(() -> watched.receiver.requests().size() == 1);

        assertThat(connections("leased")).isEqualTo(1);
        assertThat(connections("open")).isEqualTo(1);
        assertThat(connections("waiting")).isZero();

        watched.hold.countDown();
        call.join();
        assertThat(connections("leased")).isZero();
        assertThat(connections("open")).isEqualTo(1);
    }

    private double connections(String what) {
        return meters.get("webhookscript.connections." + what).gauge().value();
    }

    @Test
    void showTheBreaker() {
        watched.camel.call("webhookscript:guarded", "{}");
        assertThat(breaker("closed")).isEqualTo(1);
        assertThat(breaker("open")).isZero();

        watched.status.set(503);
        for (int i = 0; i < 3; i++) {
            watched.camel.call("webhookscript:guarded?deadLetter=mock:dead", "{}");
        }

        assertThat(breaker("open")).isEqualTo(1);
        assertThat(breaker("closed")).isZero();
        assertThat(meters.get("webhookscript.dead.letters").tags("stored", "true").counter().count()).isPositive();
    }

    private double breaker(String state) {
        return meters.get("webhookscript.breaker.state").tags("script", "guarded", "state", state).gauge().value();
    }

    /** An alert sees a counter grow only from what it was at the scrape before. */
    @Test
    void countersBeginAtZero() {
        watched.camel.call("webhookscript:hook", "{}");

        for (Outcome outcome : Outcome.values()) {
            assertThat(meters.get("webhookscript.deliveries").tags("script", "hook", "outcome", outcome.code()).timer().count())
                    .as(outcome.code()).isEqualTo(outcome == Outcome.DELIVERED ? 1 : 0);
        }
        for (String stored : List.of("true", "false")) {
            assertThat(meters.get("webhookscript.dead.letters").tags("script", "hook", "stored", stored).counter().count())
                    .isZero();
        }
    }

    @Test
    void showTheStateOfTheScript() {
        watched.camel.call("webhookscript:hook", "{}");
        assertThat(state("started")).isEqualTo(1);

        watched.camel.component().scripts().stop("hook", false);

        assertThat(state("started")).isZero();
        assertThat(state("stopped")).isEqualTo(1);
        assertThat(state("gone")).isZero();
    }

    private double state(String state) {
        return meters.get("webhookscript.state").tags("script", "hook", "state", state).gauge().value();
    }

    @Test
    void followAChangedScript() throws Exception {
        watched.camel.call("webhookscript:hook", "{}");
        assertThat(versions()).containsExactly(versionOfHook());
        long before = ofHook();

        reload(text -> text + "# changed\n");

        assertThat(versions()).containsExactly(versionOfHook());
        assertThat(meters.get("webhookscript.deliveries").tags("tenant", "acme", "outcome", "delivered").timer().count())
                .isEqualTo(1);

        reload(text -> text.replace("tenant: acme", "tenant: other"));
        watched.camel.call("webhookscript:hook", "{}");

        assertThat(versions()).containsExactly(versionOfHook());
        assertThat(meters.get("webhookscript.deliveries").tags("tenant", "other", "outcome", "delivered").timer().count())
                .isEqualTo(1);
        assertThat(ofHook()).isEqualTo(before);
    }

    private void reload(UnaryOperator<String> change) throws Exception {
        Script script = hook();
        String text = change.apply(Files.readString(Path.of(script.location().substring("file:".length()))));
        watched.camel.component().scripts().reload(new FileChanges(
                List.of(new FoundFile("hook.webhookscript.yaml", script.location(), text.getBytes(StandardCharsets.UTF_8))),
                Set.of(), Map.of()));
    }

    private Script hook() {
        return watched.camel.component().scripts().find("hook").orElseThrow().script();
    }

    private String versionOfHook() {
        return hook().version();
    }

    private List<String> versions() {
        return meters.find("webhookscript.version").tags("script", "hook").gauges().stream()
                .map(gauge -> gauge.getId().getTag("version")).toList();
    }

    @Test
    void haveFewLabels() {
        for (int i = 0; i < 50; i++) {
            watched.camel.call("webhookscript:hook", "{\"id\": " + i + "}");
        }

        assertThat(ofHook()).isLessThan(30);
        assertThat(meters.getMeters()).flatExtracting(meter -> meter.getId().getTags()).extracting(tag -> tag.getKey())
                .isSubsetOf("script", "tenant", "outcome", "status", "for", "state", "stored", "version");
    }

    private long ofHook() {
        return meters.getMeters().stream().map(Meter::getId).filter(id -> "hook".equals(id.getTag("script"))).count();
    }

    @Test
    void areThereForUsedScriptsOnlyAndGoWithThem() {
        assertThat(ofHook()).isZero();
        watched.camel.call("webhookscript:hook", "{}");
        assertThat(ofHook()).isPositive();

        watched.camel.component().scripts().remove("hook", true);

        await().until(() -> ofHook() == 0);
    }

    @Test
    void areRegisteredOnceThoughAScriptIsStartedAgain() throws Exception {
        List<Meter> added = new CopyOnWriteArrayList<>();
        watched.camel.call("webhookscript:hook", "{}");
        Gauge before = meters.get("webhookscript.in.flight").tags("script", "hook").gauge();
        meters.config().onMeterAdded(added::add);
        try (Warnings warnings = Warnings.of("io.micrometer")) {
            watched.camel.component().scripts().stop("hook", false);
            watched.camel.component().scripts().start("hook");
            watched.camel.call("webhookscript:hook", "{}");

            assertThat(warnings.all()).isEmpty();
        }
        assertThat(added).isEmpty();
        assertThat(meters.get("webhookscript.in.flight").tags("script", "hook").gauge()).isSameAs(before);
        assertThat(meters.get("webhookscript.deliveries").tags("script", "hook", "outcome", "delivered").timer()
                .count()).isEqualTo(2);
    }

    /** What a library warns of, until it is closed. */
    private static final class Warnings extends AbstractAppender implements AutoCloseable {

        private final String library;
        private final List<String> all = new CopyOnWriteArrayList<>();

        private Warnings(String library) {
            super("warnings-of-a-library", null, null, true, Property.EMPTY_ARRAY);
            this.library = library;
        }

        static Warnings of(String library) {
            Warnings warnings = new Warnings(library);
            warnings.start();
            LoggerContext.getContext(false).getConfiguration().getRootLogger().addAppender(warnings, null, null);
            LoggerContext.getContext(false).updateLoggers();
            return warnings;
        }

        List<String> all() {
            return all;
        }

        @Override
        public void append(LogEvent event) {
            if (event.getLoggerName().startsWith(library) && event.getLevel().isMoreSpecificThan(Level.WARN)) {
                all.add(event.getMessage().getFormattedMessage());
            }
        }

        @Override
        public void close() {
            LoggerContext.getContext(false).getConfiguration().getRootLogger().removeAppender(getName());
            LoggerContext.getContext(false).updateLoggers();
        }
    }

    @Test
    void countBrokenFiles() {
        assertThat(meters.get("webhookscript.files.broken").gauge().value()).isZero();
    }
}
