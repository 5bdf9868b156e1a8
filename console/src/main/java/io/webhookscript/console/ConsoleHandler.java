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

import java.util.Map;
import java.util.Optional;

import io.webhookscript.console.access.Caller;
import io.webhookscript.console.access.Hosts;
import io.webhookscript.console.access.ProtectiveHeaders;
import io.webhookscript.console.access.Role;
import io.webhookscript.console.access.Roles;
import io.webhookscript.console.access.SameOrigin;
import io.webhookscript.console.api.ConsoleApi;
import io.webhookscript.console.page.PageFiles;
import io.webhookscript.console.web.ConsoleRequest;
import io.webhookscript.console.web.ConsoleResponse;
import io.webhookscript.console.web.JsonResponse;
import io.webhookscript.console.web.RefusedRequestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a request into a response: first the host, then the user, the origin and the role, then the page or the API. It
 * knows no server. Thread-safe.
 */
final class ConsoleHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleHandler.class);

    private static final String API = "api/";

    private final Access access;
    private final PageFiles files;
    private final ConsoleApi api;
    private final Map<String, String> protectiveHeaders;

    /**
     * Who may call.
     *
     * @param open whether the server does not authenticate its users, which is possible on loopback only
     */
    record Access(Hosts hosts, Roles roles, boolean open) {
    }

    ConsoleHandler(Access access, PageFiles files, ConsoleApi api) {
        this.access = access;
        this.files = files;
        this.api = api;
        this.protectiveHeaders = ProtectiveHeaders.of(files.inlineHashes());
    }

    ConsoleResponse handle(ConsoleRequest request) {
        ConsoleResponse response;
        try {
            response = respond(request);
        } catch (RefusedRequestException refused) {
            response = JsonResponse.of(refused);
        } catch (RuntimeException failure) {
            LOG.warn("the console failed at {} {}", request.method(), oneLine(request.path()), failure);
            response = JsonResponse
                    .of(new RefusedRequestException(500, "failed", "the console failed; the log contains the reason"));
        }
        ConsoleResponse safe = response.with(protectiveHeaders);
        return request.method().equals("HEAD") ? safe.withoutBody() : safe;
    }

    private ConsoleResponse respond(ConsoleRequest request) throws RefusedRequestException {
        access.hosts().check(request);
        Caller caller = caller(request);
        if (!request.path().startsWith(API)) {
            caller.need(Role.VIEW);
            return files.get(request);
        }
        SameOrigin.check(request);
        return api.respond(request.path().substring(API.length()), request, caller);
    }

    private Caller caller(ConsoleRequest request) throws RefusedRequestException {
        Optional<String> user = Optional.ofNullable(request.user()).filter(name -> !name.isBlank());
        if (user.isEmpty() && !access.open()) {
            throw new RefusedRequestException(401, "not-authenticated", "the server has not authenticated a user");
        }
        String name = user.orElse(Roles.LOCAL_USER);
        return new Caller(name, user.isPresent(), access.roles().of(name));
    }

    private static String oneLine(String path) {
        return path.replaceAll("\\p{Cntrl}", ".");
    }
}
