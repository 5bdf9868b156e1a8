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

import java.util.Locale;
import java.util.Optional;

import io.webhookscript.console.web.ConsoleRequest;
import io.webhookscript.console.web.RefusedRequestException;

/**
 * Accepts a request of the API only from the console's own page, or from a tool that is not a browser. A request that
 * changes something must be JSON, which a form of another site cannot send.
 */
public final class SameOrigin {

    private SameOrigin() {
    }

    public static void check(ConsoleRequest request) throws RefusedRequestException {
        Optional<String> site = request.header("sec-fetch-site");
        if (site.isPresent() && !site.get().equals("same-origin") && !(request.isRead() && site.get().equals("none"))) {
            throw crossSite();
        }
        Optional<String> origin = request.header("origin");
        if (origin.isPresent() && !isOwn(origin.get(), request)) {
            throw crossSite();
        }
        if (!request.isRead() && !isJson(request)) {
            throw new RefusedRequestException(415, "not-json", "the request needs Content-Type: application/json");
        }
    }

    private static boolean isOwn(String origin, ConsoleRequest request) {
        String host = request.header("host").orElse("").toLowerCase(Locale.ROOT);
        String lower = origin.toLowerCase(Locale.ROOT);
        return lower.equals("http://" + host) || lower.equals("https://" + host);
    }

    private static boolean isJson(ConsoleRequest request) {
        String type = request.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().equals("application/json");
    }

    private static RefusedRequestException crossSite() {
        return new RefusedRequestException(403, "cross-site", "the request comes from another site");
    }
}
