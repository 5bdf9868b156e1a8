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
package io.webhookscript;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.webhookscript.delivery.report.ScriptState;
import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.delivery.report.WebhookScriptStateEvent;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.lifecycle.ScriptInUseException;
import io.webhookscript.lifecycle.ScriptStatus;
import io.webhookscript.lifecycle.Scripts;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.usecase.FoundFile;
import org.apache.camel.Exchange;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.RouteController;
import org.apache.camel.support.EventNotifierSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A script that is stopped, suspended, removed, inactive or gone fails its callers at once with the reason, and takes
 * events again when it is started, by whichever door.
 */
@Tag("slow")
@Timeout(180)
class ScriptsAreStartedAndStoppedTest {

    private static final String BARE = """
            request: { url: "{{ context.receiver }}/" }
            limits: { circuitBreaker: false, retry: { delay: 1h, maxDelay: 1h }, total: 3h }
            response: { outcomes: [ { status: [410], is: gone } ] }
            """;

    @TempDir
    private Path folder;
    @TempDir
    private Path letters;
    private volatile int status = 200;
    private volatile CompletableFuture<Void> response = CompletableFuture.completedFuture(null);
    private final List<ScriptState> states = new CopyOnWriteArrayList<>();
    private RawReceiver receiver;
    @AutoClose
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void open() throws Exception {
        receiver = RawReceiver.playing(peer -> {
            while (true) {
                peer.request();
                response.join();
                peer.send(RawReceiver.response(status, "text/plain", "ok"));
            }
        });
        camel = new WebhookScriptTestSupport(receiver, folder).script("bare", BARE)
                .script("async", BARE + "execution: async\n").script("idle", BARE + "active: false\n");
        camel.component().setDeadLetter("file:" + letters);
        camel.camelContext().getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof WebhookScriptStateEvent state) {
                    states.add(state.getState());
                }
            }
        });
        camel.start();
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void aStoppedScriptFailsAtOnceUntilItIsStarted(boolean used) throws Exception {
        if (used) {
            camel.call("webhookscript:bare", null);
        }
        int before = receiver.requests().size();

        scripts().stop("bare", false);
        Exchange refused = camel.call("webhookscript:bare", null);
        ScriptStatus stopped = status("bare");
        scripts().start("bare");
        Exchange taken = camel.call("webhookscript:bare", null);

        assertRefused(refused, "the script is stopped");
        assertThat(stopped.state()).isEqualTo(ScriptState.STOPPED);
        assertThat(letters()).isEqualTo(1);
        assertThat(taken.getException()).isNull();
        assertThat(receiver.requests()).hasSize(before + 1);
        assertThat(status("bare").state()).isEqualTo(ScriptState.STARTED);
        assertThat(routeStatus("webhookscript-bare")).isEqualTo(ServiceStatus.Started);
    }

    @Test
    void stopsTheRoutesForCamelToo() throws Exception {
        camel.call("webhookscript:bare", null);

        scripts().stop("bare", false);

        assertThat(routeStatus("webhookscript-bare")).isEqualTo(ServiceStatus.Stopped);
        assertThat(routeStatus("webhookscript-bare-attempt")).isEqualTo(ServiceStatus.Stopped);
    }

    @Test
    void anAsyncCallerIsToldAtOnceToo() throws Exception {
        scripts().stop("async", false);

        assertRefused(camel.call("webhookscript:async", null), "the script is stopped");
        assertThat(letters()).isEqualTo(1);
    }

    @Test
    void aStopEndsWhatWaits() throws Exception {
        status = 503;
        CompletableFuture<Exchange> waiting = send("webhookscript:bare");
        Awaitility.await().until(() -> waiting() == 1);

        scripts().stop("bare", false);

        assertThat(waiting.get(30, TimeUnit.SECONDS).getException(WebhookScriptException.class))
                .hasMessageContaining("stopped while it waited for its next attempt");
        assertThat(letters()).isEqualTo(1);
        assertThat(status("bare").deliveries().inFlight()).isZero();
    }

    @Test
    void aStopLetsACallInFlightFinish() throws Exception {
        response = new CompletableFuture<>();
        CompletableFuture<Exchange> call = send("webhookscript:bare");
        Awaitility.await().until(() -> receiver.requests().size() == 1);

        CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> scripts().stop("bare", false));
        Awaitility.await().until(() -> status("bare").state() == ScriptState.STOPPED);
        assertRefused(camel.call("webhookscript:bare", null), "the script is stopped");
        response.complete(null);

        assertThat(call.get(30, TimeUnit.SECONDS).getException()).isNull();
        stop.get(30, TimeUnit.SECONDS);
    }

    @Test
    void aSuspendedScriptLetsWhatItHasTakenGoOn() throws Exception {
        status = 503;
        CompletableFuture<Exchange> waiting = send("webhookscript:bare");
        Awaitility.await().until(() -> waiting() == 1);

        scripts().suspend("bare", false);

        assertRefused(camel.call("webhookscript:bare", null), "the script is suspended");
        assertThat(status("bare").state()).isEqualTo(ScriptState.SUSPENDED);
        assertThat(waiting()).isEqualTo(1);
        assertThat(waiting).isNotDone();
    }

    @Test
    void aSuspendedScriptIsSuspendedForCamelAndTakesEventsAfterItIsResumed() throws Exception {
        camel.call("webhookscript:bare", null);

        scripts().suspend("bare", false);
        Awaitility.await().until(() -> routeStatus("webhookscript-bare") == ServiceStatus.Suspended);
        scripts().resume("bare");
        Exchange taken = camel.call("webhookscript:bare", null);

        assertThat(taken.getException()).isNull();
        assertThat(routeStatus("webhookscript-bare")).isEqualTo(ServiceStatus.Started);
        status = 503;
        send("webhookscript:bare");
        Awaitility.await().until(() -> waiting() == 1);
    }

    @Test
    void aRemovedScriptIsSaidToBe() throws Exception {
        camel.call("webhookscript:bare", null);

        scripts().remove("bare", false);

        assertRefused(camel.call("webhookscript:bare", null), "the script was removed");
        assertThat(letters()).isEqualTo(1);
        assertThat(status("bare").state()).isEqualTo(ScriptState.REMOVED);
        Awaitility.await().untilAsserted(() -> assertThat(camel.camelContext().getRoutes()).isEmpty());
        assertThatThrownBy(() -> scripts().start("bare")).isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("'bare'");
    }

    @Test
    void anInactiveScriptIsSaidToBe() throws Exception {
        assertRefused(camel.call("webhookscript:idle", null), "active: false");
        assertThat(letters()).isEqualTo(1);
        assertThat(status("idle").state()).isEqualTo(ScriptState.INACTIVE);
        assertThatThrownBy(() -> scripts().start("idle")).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("active: true");
    }

    @Test
    void aScriptWhoseReceiverIsGoneStopsAndCanBeStarted() throws Exception {
        status = 410;
        assertThat(camel.call("webhookscript:bare", null).getException(WebhookScriptException.class).getOutcome())
                .isEqualTo(Outcome.GONE);

        assertRefused(camel.call("webhookscript:bare", null), "gone for good");
        assertThat(status("bare").state()).isEqualTo(ScriptState.GONE);
        Awaitility.await().until(() -> routeStatus("webhookscript-bare") == ServiceStatus.Stopped);
        status = 200;
        scripts().start("bare");
        assertThat(camel.call("webhookscript:bare", null).getException()).isNull();
    }

    @Test
    void camelsRouteControllerIsHeard() throws Exception {
        camel.call("webhookscript:bare", null);
        RouteController controller = camel.camelContext().getRouteController();

        controller.stopRoute("webhookscript-bare");
        assertRefused(camel.call("webhookscript:bare", null), "the script's route webhookscript-bare is stopped");
        assertThat(status("bare").state()).isEqualTo(ScriptState.STOPPED);
        controller.startRoute("webhookscript-bare");
        assertThat(camel.call("webhookscript:bare", null).getException()).isNull();

        controller.stopRoute("webhookscript-bare-attempt");
        assertRefused(camel.call("webhookscript:bare", null), "the script's route webhookscript-bare-attempt is stopped");
        assertThat(status("bare").why()).contains("webhookscript-bare-attempt");
        scripts().start("bare");
        assertThat(camel.call("webhookscript:bare", null).getException()).isNull();

        controller.suspendRoute("webhookscript-bare");
        assertThat(status("bare").state()).isEqualTo(ScriptState.SUSPENDED);
        assertRefused(camel.call("webhookscript:bare", null), "webhookscript-bare is suspended");
        controller.resumeRoute("webhookscript-bare");
        assertThat(status("bare").state()).isEqualTo(ScriptState.STARTED);
    }

    @Test
    void whatCamelsRouteControllerDoesIsToldAsWhatIsDoneHere() throws Exception {
        camel.call("webhookscript:bare", null);
        RouteController controller = camel.camelContext().getRouteController();

        controller.suspendRoute("webhookscript-bare");
        controller.resumeRoute("webhookscript-bare");
        controller.stopRoute("webhookscript-bare");
        controller.startRoute("webhookscript-bare");
        controller.stopRoute("webhookscript-bare-attempt");
        controller.stopRoute("webhookscript-bare");
        controller.startRoute("webhookscript-bare-attempt");
        controller.startRoute("webhookscript-bare");
        scripts().stop("bare", false);
        scripts().start("bare");
        scripts().suspend("bare", false);
        Awaitility.await().until(() -> routeStatus("webhookscript-bare") == ServiceStatus.Suspended);
        controller.resumeRoute("webhookscript-bare");

        assertThat(states).containsExactly(
                ScriptState.SUSPENDED, ScriptState.STARTED, ScriptState.STOPPED, ScriptState.STARTED, ScriptState.STOPPED,
                ScriptState.STARTED, ScriptState.STOPPED, ScriptState.STARTED, ScriptState.SUSPENDED, ScriptState.STARTED);
        camel.close();
        assertThat(states).hasSize(10);
    }

    @Test
    void routesThatCamelTookAwayAndTheNextEventMakesAnewAreTold() throws Exception {
        camel.call("webhookscript:bare", null);

        camel.camelContext().getRouteController().removeAllRoutes();
        assertThat(states).containsExactly(ScriptState.STOPPED);
        assertThat(camel.call("webhookscript:bare", null).getException()).isNull();

        assertThat(states).containsExactly(ScriptState.STOPPED, ScriptState.STARTED);
    }

    @Test
    void camelsRouteControllerStartsWhatWasStoppedHere() throws Exception {
        camel.call("webhookscript:bare", null);
        scripts().stop("bare", false);

        camel.camelContext().getRouteController().startRoute("webhookscript-bare-attempt");
        camel.camelContext().getRouteController().startRoute("webhookscript-bare");

        assertThat(status("bare").state()).isEqualTo(ScriptState.STARTED);
        assertThat(camel.call("webhookscript:bare", null).getException()).isNull();
    }

    @Test
    void routesThatSomebodyRemovedAreMadeAnew() throws Exception {
        camel.call("webhookscript:bare", null);
        RouteController controller = camel.camelContext().getRouteController();
        for (String route : List.of("webhookscript-bare", "webhookscript-bare-attempt")) {
            controller.stopRoute(route);
            camel.camelContext().removeRoute(route);
        }

        assertThat(camel.call("webhookscript:bare", null).getException()).isNull();

        Awaitility.await().untilAsserted(() -> assertThat(camel.camelContext().getRoutes()).hasSize(2));
    }

    @ParameterizedTest
    @ValueSource(strings = { "stopped", "suspended", "removed" })
    void whatARunningRouteUsesIsLeftAlone(String verb) throws Exception {
        camel.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:names").routeId("names").to("webhookscript:bare");
                from("direct:chooses").routeId("chooses").toD("webhookscript:${body}");
                from("direct:catches").routeId("catches").onException(Exception.class).to("webhookscript:bare").end()
                        .to("direct:names");
                from("direct:paused").routeId("paused").choice().when(simple("${body}")).to("webhookscript:bare").end();
            }
        });
        camel.camelContext().getRouteController().suspendRoute("paused");

        assertThatThrownBy(() -> change(verb, false)).isInstanceOfSatisfying(ScriptInUseException.class,
                inUse -> assertThat(inUse.getRoutes()).containsExactly("catches", "names"))
                .hasMessageContaining(verb).hasMessageContaining("catches, names");
        camel.call("direct:chooses", "bare");
        assertThatThrownBy(() -> change(verb, false)).isInstanceOfSatisfying(ScriptInUseException.class,
                inUse -> assertThat(inUse.getRoutes()).containsExactly("catches", "chooses", "names"));
        assertThat(status("bare").users()).containsExactly("catches", "chooses", "names");
        assertThat(camel.call("direct:names", null).getException()).isNull();

        change(verb, true);
        assertRefused(camel.call("direct:names", null), verb);
    }

    @Test
    void aRouteThatWasStoppedUsesNothing() throws Exception {
        camel.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:names").routeId("names").to("webhookscript:bare");
            }
        });
        camel.camelContext().getRouteController().stopRoute("names");

        change("stopped", false);

        assertThat(status("bare").state()).isEqualTo(ScriptState.STOPPED);
    }

    @Test
    void scriptsOfNamesThatLookAlikeKeepTheirRoutes() throws Exception {
        scripts().stop("async", true);
        Files.writeString(folder.resolve("bare-attempt.webhookscript.yaml"), "x");
        camel.component().repository().add(List.of(new FoundFile(
                "bare-attempt.webhookscript.yaml", "memory:1",
                ("webhookscript: \"1.0\"\ncontext: { receiver: \"\" }\n" + BARE).getBytes())));

        camel.call("webhookscript:bare", null);
        assertThat(camel.call("webhookscript:bare-attempt", null).getException()).isNull();

        assertThat(camel.call("webhookscript:bare", null).getException()).isNull();
        assertThat(camel.camelContext().getRoutes()).hasSize(4);
    }

    /** What is said in these words, one after the other. */
    @ParameterizedTest
    @ValueSource(strings = {
            "stop suspend start", "suspend stop suspend start", "stop stop start start", "suspend stop start" })
    void isStartedAgainWhateverWasSaidBefore(String words) throws Exception {
        camel.call("webhookscript:bare", null);
        Map<String, Runnable> verbs = Map.of(
                "start", () -> scripts().start("bare"), "stop", () -> scripts().stop("bare", false),
                "suspend", () -> scripts().suspend("bare", false));

        Stream.of(words.split(" ")).forEach(word -> verbs.get(word).run());

        assertThat(status("bare").state()).isEqualTo(ScriptState.STARTED);
        assertThat(camel.call("webhookscript:bare", null).getException()).isNull();
    }

    @Test
    void isStartedAgainThoughCamelSuspendedItsStoppedRoute() throws Exception {
        camel.call("webhookscript:bare", null);
        RouteController controller = camel.camelContext().getRouteController();
        controller.stopRoute("webhookscript-bare");
        controller.suspendRoute("webhookscript-bare");

        scripts().start("bare");

        assertThat(status("bare").state()).isEqualTo(ScriptState.STARTED);
        assertThat(camel.call("webhookscript:bare", null).getException()).isNull();
    }

    /** Camel takes these for dynamic and makes no endpoint before they are used. */
    @Test
    void routesThatNameItInStepsThatCouldChooseAreItsUsersFromTheirStart() throws Exception {
        camel.camelContext().getPropertiesComponent().addInitialProperty("target", "webhookscript://bare?timeout=2s");
        camel.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:taps").routeId("taps").wireTap("webhookscript:bare");
                from("direct:to").routeId("to").choice().when(simple("${body}")).toD("{{target}}").end();
                from("direct:enriches").routeId("enriches").enrich("webhookscript:bare");
                from("direct:list").routeId("list").recipientList(constant("log:a, webhookscript:bare"));
                from("direct:dead").routeId("dead").errorHandler(deadLetterChannel("webhookscript:bare")).to("log:a");
                routeTemplate("kind").templateParameter("script").from("direct:kind").toD("webhookscript:{{script}}");
                from("direct:other").routeId("other").wireTap("webhookscript:async").toD("webhookscript:${body}");
            }
        });

        TemplatedRouteBuilder.builder(camel.camelContext(), "kind").routeId("made").parameter("script", "bare").add();

        assertThat(scripts().usersOf("bare")).containsExactly("dead", "enriches", "list", "taps", "to");
        assertThatThrownBy(() -> change("stopped", false)).isInstanceOf(ScriptInUseException.class);
    }

    /** By the watch, for which the file must not be a new one. */
    @Test
    void aScriptThatIsRemovedAtOnceStaysRemoved() throws Exception {
        scripts().remove("bare", false);

        Files.writeString(folder.resolve("later.webhookscript.yaml"),
                "webhookscript: \"1.0\"\ncontext: { receiver: \"\" }\n" + BARE);
        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> scripts().find("later").isPresent());

        assertThat(status("bare").state()).isEqualTo(ScriptState.REMOVED);
    }

    private void change(String verb, boolean force) {
        Map<String, Runnable> verbs = Map.of(
                "stopped", () -> scripts().stop("bare", force), "suspended", () -> scripts().suspend("bare", force),
                "removed", () -> scripts().remove("bare", force));
        verbs.get(verb).run();
    }

    private static void assertRefused(Exchange exchange, String why) {
        assertThat(exchange.getException(WebhookScriptException.class)).isNotNull()
                .satisfies(failure -> assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT))
                .hasMessageContaining(why);
    }

    private Scripts scripts() {
        return camel.component().scripts();
    }

    private ScriptStatus status(String name) {
        return scripts().find(name).orElseThrow();
    }

    private int waiting() {
        return Optional.ofNullable(status("bare").deliveries()).map(found -> found.waiting().forRetry()).orElse(0);
    }

    private ServiceStatus routeStatus(String id) {
        return camel.camelContext().getRouteController().getRouteStatus(id);
    }

    private CompletableFuture<Exchange> send(String uri) {
        return camel.camelContext().createProducerTemplate().asyncSend(uri, camel.exchange(null));
    }

    private long letters() throws Exception {
        try (Stream<Path> files = Files.list(letters)) {
            return files.count();
        }
    }
}
