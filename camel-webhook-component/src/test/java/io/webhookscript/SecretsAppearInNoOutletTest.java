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

import java.lang.management.ManagementFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.webhookscript.deliverylog.DeliveryQuery;
import io.webhookscript.deliverylog.MemoryDeliveryLog;
import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A canary is set wherever a secret may stand; all that leaves the component is searched for it in every form. */
@Tag("slow")
class SecretsAppearInNoOutletTest {

    private static final String CANARY = "Can4ry+/Zwitschert=Laut&Oft";

    /** A new outlet is one more line here. */
    private final Map<String, Outlet> outlets = new LinkedHashMap<>();

    /** What one outlet has let out so far. */
    @FunctionalInterface
    private interface Outlet {
        String text() throws Exception;
    }

    private final Recorder log = new Recorder();
    private final MemoryDeliveryLog deliveryLog = new MemoryDeliveryLog();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<String> deadLetters = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();

    @TempDir
    private Path folder;

    private RawReceiver receiver;
    private WebhookScriptTestSupport camel;
    private boolean via;

    @BeforeEach
    void start() throws Exception {
        log.attach();
        outlets.put("logs at TRACE", () -> String.join("\n", log.lines));
        outlets.put("exceptions", this::failureTexts);
        outlets.put("dead letters", () -> String.join("\n", deadLetters));
        outlets.put("JMX", SecretsAppearInNoOutletTest::jmx);
        outlets.put("delivery log", () -> deliveryLog.find(DeliveryQuery.ALL).toString());
        outlets.put("dev console", () -> console(DevConsole.MediaType.TEXT) + console(DevConsole.MediaType.JSON));
        outlets.put("notifier events", () -> String.join("\n", events));
    }

    @AfterEach
    void stop() throws Exception {
        log.detach();
        if (camel != null) {
            camel.close();
        }
    }

    /** The receiver gives back what it got, as many do with what they refuse. */
    private void run(String request, String failure) throws Exception {
        receiver = RawReceiver.playing(peer -> {
            for (RawReceiver.Request r = peer.request(); r != null; r = peer.request()) {
                String echo = r.line() + "\n" + String.join("\n", r.headerLines()) + "\n" + r.text();
                peer.send(RawReceiver.response(Integer.parseInt(failure), "text/plain", echo.replaceAll("[^ -~\n]", "?")));
            }
        });
        camel = new WebhookScriptTestSupport(receiver, folder);
        Properties properties = new Properties();
        properties.setProperty("webhookscript.secret.canary", CANARY);
        properties.setProperty("webhookscript.secret.sign",
                "whsec_" + Base64.getEncoder().encodeToString(CANARY.getBytes(StandardCharsets.UTF_8)));
        camel.camelContext().getPropertiesComponent().setOverrideProperties(properties);
        camel.script("hook", "request:\n" + request.indent(2)
                             + "limits: { retry: { maxAttempts: 2, delay: 1ms } }\ndeadLetter: { to: dead }\n")
                .deadLetter("dead", "direct:dead");
        camel.component().setDeliveryLog(deliveryLog);
        if (via) {
            camel.component().getVia().put("crm", receiver.uri("").toString());
        }
        camel.camelContext().setDevConsole(true);
        camel.camelContext().getManagementStrategy().addEventNotifier(new SimpleEventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                events.add(event.toString());
            }
        });
        camel.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:dead").process(e -> deadLetters.add(e.getMessage().getBody(String.class)));
                from("direct:in").to("webhookscript:hook");
            }
        });
        camel.start();
        Exchange exchange = camel.call("direct:in", "{\"id\":7,\"name\":\"\u00e9\"}");
        failures.add(exchange.getException());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void hidesTheCanary(String place, String request) throws Exception {
        for (String status : List.of("422")) {
            run(request, status);
        }

        assertThatOnlyTheReceiverGetsIt();
    }

    private void assertThatOnlyTheReceiverGetsIt() throws Exception {
        assertThat(receiver.requests()).as("the receiver gets it").isNotEmpty();
        assertThat(deadLetters).isNotEmpty();
        for (Map.Entry<String, Outlet> outlet : outlets.entrySet()) {
            String text = outlet.getValue().text().toLowerCase(Locale.ROOT);
            assertThat(text).as(outlet.getKey()).isNotEmpty();
            forms().forEach(form -> assertThat(text).as(outlet.getKey()).doesNotContain(form));
        }
    }

    /**
     * HttpClient and camel-http log path and query at DEBUG, and more at TRACE, which their users know; the docs say
     * so.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("hidesTheCanary")
    void hidesItOnItsWayThroughAnEndpointOfTheOperator(String place, String request) throws Exception {
        via = true;
        log.leaveOut("org.apache.hc.", "org.apache.camel.component.http.");

        run("via: crm\n" + request, "422");

        assertThatOnlyTheReceiverGetsIt();
    }

    static Stream<Arguments> hidesTheCanary() {
        String url = "url: \"{{ context.receiver }}/a\"\n";
        return Stream.of(
                place("bearer token", url + "auth: { bearer: \"{{ secret.canary }}\" }\n"),
                place("password", url + "auth: { basic: { username: u, password: \"{{ secret.canary }}\" } }\n"),
                place("key in the query", url + "auth: { apiKey: { in: query, name: k, value: \"{{ secret.canary }}\" } }\n"),
                place("key in a header", url + "auth: { apiKey: { in: header, name: X-K, value: \"{{ secret.canary }}\" } }\n"),
                place("signing key",
                        url + "method: POST\nsignature: { standardWebhooks: { secrets: [\"{{ secret.sign }}\"] } }\n"),
                place("hmac key", url + "signature: { hmac: { header: X-S, secret: \"{{ secret.canary }}\" } }\n"),
                place("part of the path", "url: \"{{ context.receiver }}/{{ secret.canary }}/x\"\n"),
                place("path with slashes", "url: \"{{ context.receiver }}/{{ secret.canary | path }}\"\n"),
                place("param", url + "params: { q: \"{{ secret.canary }}\" }\n"),
                place("header in upper case", url + "headers: { X-U: \"x {{ secret.canary | upper }}\" }\n"),
                place("slice", url + "headers: { X-S: \"{{ secret.canary[2:14] }}\" }\n"),
                place("reversed", url + "headers: { X-R: \"{{ secret.canary | reverse }}\" }\n"),
                place("base64", url + "headers: { X-B: \"{{ ('user:' ~ secret.canary) | b64encode }}\" }\n"),
                place("JSON body", url + "body: { json: { k: \"{{ secret.canary }}\" } }\n"),
                place("form body", url + "body: { form: { k: \"{{ secret.canary }}\" } }\n"),
                place("set", url + "body: { text: \"{% set s = secret.canary %}{{ s | lower }}\" }\n"));
    }

    private static Arguments place(String name, String request) {
        return Arguments.arguments(name, request);
    }

    @Test
    void hidesItWhenNothingCouldBeSent() throws Exception {
        run("url: \"{{ context.receiver }}/a\"\nheaders: { X-A: \"{{ secret.canary }}{{ name }}\" }\n", "200");

        assertThat(receiver.requests()).isEmpty();
        for (Map.Entry<String, Outlet> outlet : outlets.entrySet()) {
            String text = outlet.getValue().text().toLowerCase(Locale.ROOT);
            forms().forEach(form -> assertThat(text).as(outlet.getKey()).doesNotContain(form));
        }
    }

    /** In lower case, as the texts are before they are searched. */
    private static Set<String> forms() {
        Set<String> forms = new java.util.LinkedHashSet<>();
        forms.add(CANARY);
        forms.add(CANARY.substring(2, 14));
        forms.add(new StringBuilder(CANARY).reverse().toString());
        forms.add(URLEncoder.encode(CANARY, StandardCharsets.UTF_8));
        forms.add(URLEncoder.encode(CANARY, StandardCharsets.UTF_8).replace("%2F", "/"));
        for (String before : List.of("", "a", "ab")) {
            byte[] bytes = (before + CANARY).getBytes(StandardCharsets.UTF_8);
            String base64 = Base64.getEncoder().encodeToString(bytes);
            forms.add(base64.substring(4, 4 + 16));
        }
        return forms.stream().map(form -> form.toLowerCase(Locale.ROOT)).collect(java.util.stream.Collectors.toSet());
    }

    private String failureTexts() {
        StringBuilder text = new StringBuilder("exceptions:");
        for (Throwable failure : failures) {
            for (Throwable t = failure; t != null; t = t.getCause()) {
                text.append('\n').append(t);
                if (t instanceof io.webhookscript.delivery.report.WebhookScriptException e) {
                    text.append(e.getReason()).append(e.getResponseBody());
                }
                for (Throwable suppressed : t.getSuppressed()) {
                    text.append('\n').append(suppressed);
                }
            }
        }
        return text.toString();
    }

    private String console(DevConsole.MediaType type) {
        return String.valueOf(camel.camelContext().getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class)
                .resolveById("webhookscript").call(type, Map.of()));
    }

    /** All attributes of all MBeans of Camel. */
    private static String jmx() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        StringBuilder text = new StringBuilder();
        for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            text.append(name).append('\n');
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                if (attribute.isReadable()) {
                    text.append(attribute.getName()).append('=').append(read(server, name, attribute.getName())).append('\n');
                }
            }
        }
        return text.toString();
    }

    private static String read(MBeanServer server, ObjectName name, String attribute) {
        try {
            return String.valueOf(server.getAttribute(name, attribute));
        } catch (javax.management.JMException | RuntimeException e) {
            return String.valueOf(e);
        }
    }

    /** Everything that anybody logs, at TRACE. */
    private static final class Recorder extends AbstractAppender {

        private final List<String> lines = new CopyOnWriteArrayList<>();
        private Level before = Level.INFO;
        private volatile List<String> leftOut = List.of();

        private Recorder() {
            super("recorder", null, null, true, Property.EMPTY_ARRAY);
        }

        private void attach() {
            start();
            LoggerContext context = (LoggerContext) LogManager.getContext(false);
            Configuration configuration = context.getConfiguration();
            LoggerConfig root = configuration.getRootLogger();
            before = root.getLevel();
            root.setLevel(Level.TRACE);
            root.addAppender(this, Level.TRACE, null);
            context.updateLoggers();
        }

        private void leaveOut(String... loggers) {
            leftOut = List.of(loggers);
        }

        private void detach() {
            LoggerContext context = (LoggerContext) LogManager.getContext(false);
            context.getConfiguration().getRootLogger().removeAppender(getName());
            context.getConfiguration().getRootLogger().setLevel(before);
            context.updateLoggers();
        }

        @Override
        public void append(LogEvent event) {
            if (leftOut.stream().anyMatch(event.getLoggerName()::startsWith)) {
                return;
            }
            // what the test itself puts in as its set-up is no outlet of ours
            lines.add(event.getLoggerName() + " " + event.getMessage().getFormattedMessage() + " "
                      + (event.getThrown() == null ? "" : event.getThrown().toString()));
        }
    }
}
