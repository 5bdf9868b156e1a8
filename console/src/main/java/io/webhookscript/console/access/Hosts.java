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
package io.webhookscript.console.access;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.webhookscript.console.web.ConsoleRequest;
import io.webhookscript.console.web.RefusedRequestException;

/**
 * The hosts under which a browser may call the console. A page of another host, whose name was pointed to this address
 * (DNS rebinding), is rejected by the host that the browser sends. Immutable.
 */
public final class Hosts {

    /** The names of this machine for itself. */
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    /** A browser leaves them out. */
    private static final List<Integer> DEFAULT_PORTS = List.of(80, 443);

    private final Set<String> allowed;
    private final boolean foreign;

    private Hosts(Set<String> allowed, boolean foreign) {
        this.allowed = allowed;
        this.foreign = foreign;
    }

    /**
     * @param port  of the server, with which the names of loopback are allowed
     * @param named further hosts that the operator has named, comma-separated: a name that has the port of the server,
     *              or name and port
     */
    public static Hosts of(int port, String named) {
        Set<String> allowed = new HashSet<>();
        LOOPBACK.forEach(host -> {
            allowed.add(host + ":" + port);
            if (DEFAULT_PORTS.contains(port)) {
                allowed.add(host);
            }
        });
        List<String> further = Arrays.stream(named.split(",", -1)).map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty()).toList();
        further.forEach(host -> {
            if (host.contains("/") || host.contains("*")) {
                throw new IllegalArgumentException(
                        "webhookscript.console.hosts: expected a host name, with a port if it differs from that of"
                                                   + " the server, found `" + host + "`");
            }
            allowed.add(host);
            allowed.add(host + ":" + port);
        });
        boolean foreign
                = further.stream().map(host -> host.replaceFirst(":\\d+$", "")).anyMatch(host -> !LOOPBACK.contains(host));
        return new Hosts(Set.copyOf(allowed), foreign);
    }

    /** Whether a host is allowed that is not this machine: then the console needs authentication. */
    public boolean haveForeignNames() {
        return foreign;
    }

    public void check(ConsoleRequest request) throws RefusedRequestException {
        if (request.header("host").map(host -> host.toLowerCase(Locale.ROOT)).filter(allowed::contains).isEmpty()) {
            throw new RefusedRequestException(
                    421, "unknown-host",
                    "the console does not accept requests to this host; add it to webhookscript.console.hosts");
        }
    }
}
