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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.webhookscript.WebhookScriptTestSupport;
import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The scripts {@code a} and {@code b} in a folder at which a test looks by hand. Each calls a path of the receiver, at
 * first {@code /one}, so that the path says which version of a file was taken.
 */
public abstract class ScriptsOfAWatchedFolder {

    public static final String SCRIPT = """
            webhookscript: "1.0"
            context: { receiver: "" }
            request: { url: "{{ context.receiver }}/%s" }
            limits: { circuitBreaker: false, retry: { delay: 1h, maxDelay: 1h }, total: 3h }
            response: { outcomes: [ { status: [410], is: gone } ] }
            """;

    @TempDir
    public Path parent;
    public Path folder;
    @AutoClose
    public WebhookScriptTestSupport camel;
    public ScriptWatch watch;
    /** What the receiver answers. */
    volatile int status = 200;
    private final List<CamelEvent> told = new CopyOnWriteArrayList<>();
    private RawReceiver receiver;

    @BeforeEach
    void open() throws Exception {
        folder = Files.createDirectory(parent.resolve("scripts"));
        receiver = RawReceiver.playing(peer -> {
            while (peer.request() != null) {
                peer.send(RawReceiver.response(status, "text/plain", "ok"));
            }
        });
        write("a", "one");
        write("b", "one");
        camel = new WebhookScriptTestSupport(receiver, folder);
        camel.component().setScripts("file:" + folder);
        camel.component().setWatch(false);
        camel.camelContext().getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                told.add(event);
            }
        });
        camel.start();
        lookAt(folder);
    }

    final void lookAt(Path other) {
        watch = new ScriptWatch(List.of("file:" + other), camel.component()::repository, scripts());
    }

    final void looks(int count) {
        for (int i = 0; i < count; i++) {
            watch.look();
        }
    }

    /** The path that the script calls. */
    final String called(String script) {
        Exchange response = camel.call("webhookscript:" + script, Map.of());
        assertThat(response.getException()).isNull();
        List<RawReceiver.Request> requests = List.copyOf(receiver.requests());
        return requests.get(requests.size() - 1).line().split(" ")[1];
    }

    /** A route that calls the script, under the id {@code user}. */
    final void useIn(String script) throws Exception {
        camel.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:user").routeId("user").to("webhookscript:" + script);
            }
        });
    }

    final Scripts scripts() {
        return camel.component().scripts();
    }

    final <E extends CamelEvent> List<E> told(Class<E> kind) {
        return told.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    final Path path(String name) {
        return folder.resolve(name + ".webhookscript.yaml");
    }

    final void write(String name, String path) throws Exception {
        Files.writeString(path(name), SCRIPT.formatted(path));
    }
}
