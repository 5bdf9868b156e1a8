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

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import io.webhookscript.WebhookScriptConstants;
import io.webhookscript.console.access.Role;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.jspecify.annotations.Nullable;

/**
 * What the operator has set, as Camel properties that begin with {@code webhookscript.console.};
 * {@code docs/console.adoc} describes each.
 *
 * @param path      of the console, with a slash at its beginning and none at its end
 * @param folder    null when scripts are only shown
 * @param editHosts the hosts that saved scripts may call
 * @param hosts     further hosts under which the console is called
 * @param component the name of the webhookscript component
 * @param users     the lists of users, as far as they are set
 */
record ConsoleOptions(
        Server server, int port, String path, @Nullable Path folder, String editHosts, String hosts, String component,
        Map<Role, String> users) {

    static final String PREFIX = "webhookscript.console.";
    static final int DEFAULT_PORT = 8099;
    static final String DEFAULT_PATH = "/webhookscript";

    private static final int MAX_PORT = 65_535;
    private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9_-]+)+");
    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");
    private static final String FILE = "file:";

    /** The server on which the console is mounted. */
    enum Server {
        /** The management server if there is one, else a server of the console on loopback. */
        AUTO,
        MANAGEMENT,
        LOOPBACK
    }

    ConsoleOptions {
        users = Map.copyOf(users);
    }

    static boolean isEnabled(CamelContext camelContext) {
        return text(camelContext, "enabled").map(value -> switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong("enabled", value, "true or false");
        }).orElse(false);
    }

    static ConsoleOptions of(CamelContext camelContext) {
        Map<Role, String> users = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            given(camelContext, role.code()).ifPresent(list -> users.put(role, list));
        }
        return new ConsoleOptions(
                server(camelContext), port(camelContext), path(camelContext), folder(camelContext),
                given(camelContext, "editHosts").orElse("*"), text(camelContext, "hosts").orElse(""),
                text(camelContext, "component").orElse(WebhookScriptConstants.SCHEME), users);
    }

    private static Server server(CamelContext camelContext) {
        return text(camelContext, "server").map(value -> switch (value) {
            case "auto" -> Server.AUTO;
            case "management" -> Server.MANAGEMENT;
            case "loopback" -> Server.LOOPBACK;
            default -> throw wrong("server", value, "auto, management or loopback");
        }).orElse(Server.AUTO);
    }

    private static int port(CamelContext camelContext) {
        Optional<String> text = text(camelContext, "port");
        try {
            int port = text.map(Integer::parseInt).orElse(DEFAULT_PORT);
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // it is rejected like a number out of range
        }
        throw wrong("port", text.orElse(""), "0 to " + MAX_PORT + "; 0 is any free port");
    }

    private static String path(CamelContext camelContext) {
        String path = text(camelContext, "path").orElse(DEFAULT_PATH);
        if (!PATH.matcher(path).matches()) {
            throw wrong("path", path, "a path such as " + DEFAULT_PATH);
        }
        return path;
    }

    private static @Nullable Path folder(CamelContext camelContext) {
        Optional<String> folder = text(camelContext, "folder");
        if (folder.isEmpty()) {
            return null;
        }
        if (!folder.get().startsWith(FILE)) {
            throw wrong("folder", folder.get(), "a folder of the component's option scripts, such as file:scripts");
        }
        return Path.of(folder.get().substring(FILE.length()).replaceFirst("^//(?=/)", ""));
    }

    private static Optional<String> text(CamelContext camelContext, String name) {
        return given(camelContext, name).map(String::strip).filter(value -> !value.isEmpty());
    }

    /**
     * With capitals or hyphens, as for other properties of Camel. An empty value is a value: a role that nobody has.
     */
    private static Optional<String> given(CamelContext camelContext, String name) {
        PropertiesComponent properties = camelContext.getPropertiesComponent();
        Optional<String> value = properties.resolveProperty(PREFIX + name);
        String hyphenated = CAPITAL.matcher(name).replaceAll(letter -> "-" + letter.group().toLowerCase(Locale.ROOT));
        return value.isPresent() || hyphenated.equals(name) ? value : properties.resolveProperty(PREFIX + hyphenated);
    }

    private static IllegalArgumentException wrong(String name, String value, String expected) {
        return new IllegalArgumentException(PREFIX + name + "=" + value + ": expected " + expected);
    }
}
