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
package io.webhookscript.samples.crmsync;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.webhookscript.WebhookScriptComponent;
import io.webhookscript.deadletter.DeadLetters;
import io.webhookscript.store.DeadLetterFilter;
import io.webhookscript.store.DeadLetterStore;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.main.Main;

/**
 * The Camel application: the script and the routes of {@code crm-sync.camel.yaml}, as {@code application.properties}
 * says. What is here is what only this sample needs: free ports, a broker in memory, a CRM to call.
 */
final class Application implements AutoCloseable {

    private static final String SCRIPT = "/webhookscripts/crm-upsert-contact.webhookscript.yaml";

    private final Main main = new Main(Application.class);
    private final Options options;

    private Application(Options options) {
        this.options = options;
    }

    static Application start(Options options, Crm crm, Broker broker) throws Exception {
        Application application = new Application(options);
        Main main = application.main;
        main.addInitialProperty("sample.folder", options.folder().toString());
        main.addInitialProperty("sample.port", Integer.toString(options.port()));
        Files.createDirectories(options.folder().resolve("scripts"));
        main.addInitialProperty("sample.console", Boolean.toString(options.serve()));
        main.addInitialProperty("sample.consolePort", Integer.toString(options.consolePort()));
        main.addInitialProperty("webhookscript.context.crm-upsert-contact.baseUrl", crm.baseUrl());
        main.addInitialProperty("webhookscript.secret.crm", Crm.KEY);
        if (options.durable()) {
            main.addOverrideProperty("camel.component.webhookscript.store", "sqlite:" + options.store());
            main.addOverrideProperty("camel.component.webhookscript.deadLetter", "store");
            main.addOverrideProperty("camel.component.webhookscript.scripts",
                    "file:" + asyncScript(options) + ",file:" + options.folder().resolve("scripts"));
        }
        main.bind("jms", JmsComponent.jmsComponent(broker.connectionFactory()));
        main.start();
        return application;
    }

    /** The script of the sample with one line more. */
    private static Path asyncScript(Options options) throws IOException {
        try (InputStream script = Objects.requireNonNull(Application.class.getResourceAsStream(SCRIPT), SCRIPT)) {
            String text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            Path folder = Files.createDirectories(options.folder().resolve("durable-script"));
            Files.writeString(folder.resolve(Path.of(SCRIPT).getFileName().toString()),
                    text.replace("\nuseCase: ", "\nexecution: async\nuseCase: "));
            return folder;
        }
    }

    /** The events in the store that have not ended. */
    long waiting() {
        return component().storeStatus().orElseThrow().waiting().values().stream().mapToLong(Long::longValue).sum();
    }

    /** The numbers of the failed deliveries in the store, by outcome and status. */
    Map<String, Long> deadLetters() {
        return letters().find(DeadLetterFilter.ALL, DeadLetterStore.Range.newest(DeadLetterStore.MAX_PAGE)).letters().stream()
                .collect(
                        Collectors.groupingBy(letter -> letter.outcome() + " (" + letter.status() + ")", TreeMap::new,
                                Collectors.counting()));
    }

    long deadLetterCount() {
        return letters().count(DeadLetterFilter.ALL).values().stream().mapToLong(Long::longValue).sum();
    }

    void discardDeadLetters() {
        letters().discard(DeadLetterFilter.ALL);
    }

    private DeadLetters letters() {
        return component().deadLetters().orElseThrow();
    }

    private WebhookScriptComponent component() {
        return main.getCamelContext().getComponent("webhookscript", WebhookScriptComponent.class);
    }

    URI contactsOverHttp() {
        return URI.create("http://127.0.0.1:" + options.port() + "/contacts");
    }

    /** Where the console is while the sample serves. */
    URI console() {
        return URI.create("http://127.0.0.1:" + options.consolePort() + "/webhookscript/");
    }

    ProducerTemplate template() throws Exception {
        return main.getCamelTemplate();
    }

    /** Waits for Ctrl-C or another signal to end; Camel waits then until it is closed. */
    void awaitEnd() throws InterruptedException {
        main.getShutdownStrategy().await();
    }

    @Override
    public void close() {
        main.stop();
    }
}
