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
package io.webhookscript.cli.openapi.swagger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.security.OAuthFlow;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.webhookscript.cli.draft.Credential;
import io.webhookscript.cli.draft.ScriptDraft;
import io.webhookscript.cli.draft.TemplateText;
import org.jspecify.annotations.Nullable;

/** The first way to authenticate that a script has, too. */
final class SecurityMapping {

    private final OpenAPI api;
    private final ScriptDraft draft;
    private final String service;

    /** @param service by which secrets are called */
    SecurityMapping(OpenAPI api, ScriptDraft draft, String service) {
        this.api = api;
        this.draft = draft;
        this.service = service;
    }

    void map(Operation operation) {
        List<SecurityRequirement> ways = operation.getSecurity() != null
                ? operation.getSecurity() : api.getSecurity() != null ? api.getSecurity() : List.of();
        List<SecurityRequirement> named = ways.stream().filter(way -> !way.isEmpty()).toList();
        Optional<SecurityRequirement> chosen = named.stream()
                .filter(way -> way.keySet().stream().allMatch(name -> scheme(name).filter(this::canBeCarried).isPresent()))
                .findFirst();
        if (chosen.isPresent()) {
            chosen.get().forEach((name, scopes) -> scheme(name).ifPresent(scheme -> add(scheme, scopes)));
            named.stream().filter(way -> !way.equals(chosen.get()))
                    .forEach(way -> draft.remark("the receiver takes " + String.join(" with ", way.keySet()) + " as well"));
        } else {
            named.forEach(way -> draft.notCarried("authentication by " + String.join(" with ", way.keySet())
                                                  + ": a bean under `request.auth.ref` can do that"));
        }
    }

    private Optional<SecurityScheme> scheme(String name) {
        return Optional.ofNullable(api.getComponents()).map(components -> components.getSecuritySchemes())
                .map(schemes -> schemes.get(name));
    }

    private boolean canBeCarried(SecurityScheme scheme) {
        if (scheme.getType() == null) {
            return false;
        }
        return switch (scheme.getType()) {
            case APIKEY -> scheme.getName() != null && scheme.getIn() != null;
            case HTTP -> "basic".equalsIgnoreCase(scheme.getScheme()) || "bearer".equalsIgnoreCase(scheme.getScheme());
            case OAUTH2, OPENIDCONNECT -> true;
            case MUTUALTLS -> false;
        };
    }

    private void add(SecurityScheme scheme, List<String> scopes) {
        switch (scheme.getType()) {
            case APIKEY -> apiKey(scheme);
            case HTTP -> http(scheme);
            case OAUTH2, OPENIDCONNECT -> oauth2(scheme, scopes);
            case MUTUALTLS -> throw new IllegalStateException("it was said that this cannot be carried over");
        }
    }

    private void apiKey(SecurityScheme scheme) {
        String name = scheme.getName();
        String key = service + "_" + Credential.nameOf(name);
        if (scheme.getIn() == SecurityScheme.In.COOKIE) {
            draft.header("Cookie", TemplateText.literal(name + "=").and(draft.secretNamed(key, "the cookie " + name)));
            return;
        }
        boolean query = scheme.getIn() == SecurityScheme.In.QUERY;
        TemplateText secret = draft.secretNamed(key, "the " + (query ? "param " : "header ") + name);
        if (!draft.hasAuth()) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("in", query ? "query" : "header");
            values.put("name", name);
            values.put("value", secret);
            draft.auth("apiKey", values);
        } else if (query) {
            draft.param(name, secret);
        } else {
            draft.header(name, secret);
        }
    }

    private void http(SecurityScheme scheme) {
        if (draft.hasAuth()) {
            draft.notCarried("a second way to authenticate at once (" + scheme.getScheme() + ")");
        } else if ("basic".equalsIgnoreCase(scheme.getScheme())) {
            Map<String, Object> basic = new LinkedHashMap<>();
            basic.put("username", draft.secretNamed(service + "_user", "the user of Basic authentication"));
            basic.put("password", draft.secretNamed(service + "_password", "the password of Basic authentication"));
            draft.auth("basic", basic);
        } else {
            bearer();
        }
    }

    private void bearer() {
        draft.auth("bearer", draft.secretNamed(service + "_token", "the bearer token"));
    }

    private void oauth2(SecurityScheme scheme, List<String> scopes) {
        OAuthFlow flow = scheme.getFlows() == null ? null : scheme.getFlows().getClientCredentials();
        if (draft.hasAuth()) {
            draft.notCarried("a second way to authenticate at once (OAuth 2)");
        } else if (flow == null || !isAbsolute(flow.getTokenUrl())) {
            draft.remark(
                    "OAuth 2 is carried over as a bearer token that the user requests by hand; a script can ask for one only with"
                         + " the client's own credentials at an absolute address");
            bearer();
        } else {
            Map<String, Object> oauth2 = new LinkedHashMap<>();
            oauth2.put("tokenUri", TemplateText.literal(flow.getTokenUrl()));
            oauth2.put("clientId", draft.secretNamed(service + "_client_id", "the client's id"));
            oauth2.put("clientSecret", draft.secretNamed(service + "_client_secret", "the client's secret"));
            if (!scopes.isEmpty()) {
                oauth2.put("scopes", scopes);
            }
            draft.auth("oauth2", oauth2);
        }
    }

    private static boolean isAbsolute(@Nullable String url) {
        return url != null && url.matches("(?i)https?://[^/?#@]+(?:/[^?#{]*)?");
    }
}
