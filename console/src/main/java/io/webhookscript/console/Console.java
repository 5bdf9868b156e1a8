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

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

import io.webhookscript.WebhookScriptComponent;
import io.webhookscript.console.access.Hosts;
import io.webhookscript.console.access.Roles;
import io.webhookscript.console.api.ConsoleApi;
import io.webhookscript.console.application.Application;
import io.webhookscript.console.application.Changes;
import io.webhookscript.console.application.EditableHosts;
import io.webhookscript.console.folder.ScriptFolder;
import io.webhookscript.console.mount.LoopbackMount;
import io.webhookscript.console.mount.ManagementMount;
import io.webhookscript.console.mount.Mount;
import io.webhookscript.console.mount.RequestDeadlines;
import io.webhookscript.console.page.PageFiles;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The console of one Camel context: it is mounted when it starts, and is gone when it stops. It does not start when it
 * could be called from another machine without authentication.
 */
final class Console extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    /** Long enough for the slowest line of a person; a browser sends a request in milliseconds. */
    static final Duration REQUEST_LIMIT = Duration.ofSeconds(15);

    private static final String VERTX_ROUTER = "org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter";
    private static final String FILE = "file:";

    private final CamelContext camelContext;
    private final ConsoleOptions options;
    private @Nullable Mount mount;
    private @Nullable Changes changes;

    Console(CamelContext camelContext, ConsoleOptions options) {
        this.camelContext = camelContext;
        this.options = options;
    }

    @Override
    protected void doStart() throws Exception {
        WebhookScriptComponent component = camelContext.getComponent(options.component(), WebhookScriptComponent.class);
        ScriptFolder folder = folder(component);
        Mount opened = open();
        try {
            serve(opened, folder);
            mount = opened;
        } finally {
            if (mount == null) {
                opened.close();
            }
        }
    }

    private void serve(Mount opened, @Nullable ScriptFolder folder) throws Exception {
        Hosts hosts = Hosts.of(opened.port(), options.hosts());
        boolean open = !opened.authenticates();
        checkAuthentication(opened, hosts, open);
        Changes counting = new Changes(System.currentTimeMillis());
        Application application = new Application(
                camelContext, options.component(), folder, EditableHosts.of(options.editHosts()), counting,
                new AuditLog(camelContext, Clock.systemUTC()),
                Clock.systemUTC());
        Roles roles = Roles.of(options.users(), open, folder != null);
        ConsoleHandler handler = new ConsoleHandler(
                new ConsoleHandler.Access(hosts, roles, open), new PageFiles(Console.class.getClassLoader()),
                new ConsoleApi(application));
        camelContext.getManagementStrategy().addEventNotifier(counting);
        changes = counting;
        opened.serve(handler::handle);
        LOG.info("the console is at {}{}", opened.address(),
                open ? ", for every user of this machine, without authentication" : "");
    }

    private static void checkAuthentication(Mount mount, Hosts hosts, boolean open) {
        if (open && !mount.isOnLoopback()) {
            throw new IllegalStateException(
                    "the console does not start: other machines can call the management server, which does not require"
                                            + " authentication on the path of the console. Set camel.management.authenticationEnabled,"
                                            + " a mechanism of authentication and camel.management.authenticationPath=/*,"
                                            + " or camel.management.host=127.0.0.1");
        }
        if (open && hosts.haveForeignNames()) {
            throw new IllegalStateException(
                    "the console does not start: " + ConsoleOptions.PREFIX + "hosts names a host that is not this machine,"
                                            + " and the server does not require authentication");
        }
    }

    private Mount open() throws IOException {
        if (options.server() != ConsoleOptions.Server.LOOPBACK) {
            Optional<Mount> management = isLinked(VERTX_ROUTER)
                    ? ManagementMount.find(camelContext, options.path(), REQUEST_LIMIT) : Optional.empty();
            if (management.isPresent()) {
                return management.get();
            }
            if (options.server() == ConsoleOptions.Server.MANAGEMENT) {
                throw new IllegalStateException(
                        ConsoleOptions.PREFIX + "server=management: there is no management server;"
                                                + " in Camel Main, set camel.management.enabled=true, and add"
                                                + " camel-platform-http-main; other runtimes have none");
            }
        }
        return LoopbackMount.open(options.port(), options.path(), new RequestDeadlines(REQUEST_LIMIT));
    }

    /** An application may have a class that the console cannot use, as in OSGi. */
    private static boolean isLinked(String className) {
        try {
            Class.forName(className, false, Console.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }

    /** The writable folder must be one that the component loads, or is below one. */
    private @Nullable ScriptFolder folder(WebhookScriptComponent component) {
        Path named = options.folder();
        if (named == null) {
            return null;
        }
        ScriptFolder folder = new ScriptFolder(named);
        boolean loaded = Arrays.stream(component.getScripts().split(",", -1)).map(String::strip)
                .filter(location -> location.startsWith(FILE))
                .map(location -> Path.of(location.substring(FILE.length()).replaceFirst("^//(?=/)", "")))
                .anyMatch(location -> folder.path().startsWith(location.toAbsolutePath().normalize()));
        if (!loaded) {
            throw new IllegalArgumentException(
                    ConsoleOptions.PREFIX + "folder=file:" + named + ": expected a folder of the component's option scripts,"
                                               + " which is " + component.getScripts());
        }
        return folder;
    }

    @Override
    protected void doStop() {
        Mount mounted = mount;
        if (mounted != null) {
            mounted.close();
            mount = null;
        }
        Changes counting = changes;
        if (counting != null) {
            camelContext.getManagementStrategy().removeEventNotifier(counting);
            changes = null;
        }
    }

    /** The address of the page, for a person; empty while it is not mounted. */
    Optional<String> address() {
        return Optional.ofNullable(mount).map(Mount::address);
    }
}
