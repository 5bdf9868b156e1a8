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
package io.webhookscript.cli.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.cli.draft.Credential;
import io.webhookscript.cli.draft.ScriptDraft;
import io.webhookscript.cli.draft.TemplateText;

/** The first kind of authentication in a document that a script supports. For one draft. */
final class SecurityMapping {

    private final Element document;
    private final References references;
    private final ScriptDraft draft;
    private final String service;

    /** @param service the first part of the names of secrets */
    SecurityMapping(Element document, References references, ScriptDraft draft, String service) {
        this.document = document;
        this.references = references;
        this.draft = draft;
        this.service = service;
    }

    /** @param webhook whether the security of the whole document, which is that of its service, does not apply */
    void map(Element operation, boolean webhook) {
        Element holder = operation.has("security") || webhook ? operation : document;
        List<Element> named
                = holder.items("security").stream().filter(each -> !names(each).isEmpty()).toList();
        Optional<Element> chosen = named.stream()
                .filter(each -> names(each).stream().allMatch(name -> scheme(name).filter(this::isSupported).isPresent()))
                .findFirst();
        if (chosen.isEmpty()) {
            named.forEach(each -> draft.notCarried("authentication by " + String.join(" with ", names(each))
                                                   + ": a bean under `request.auth.ref` can do that"));
            return;
        }
        names(chosen.get()).forEach(name -> scheme(name).ifPresent(
                scheme -> add(scheme, chosen.get().items(name).stream().map(Element::text).toList())));
        named.stream().filter(each -> !each.equals(chosen.get()))
                .forEach(each -> draft.remark("the receiver also accepts " + String.join(" with ", names(each))));
    }

    private static List<String> names(Element requirement) {
        return requirement.keys();
    }

    private Optional<Element> scheme(String name) {
        return document.find("components").map(components -> components.members("securitySchemes"))
                .map(schemes -> schemes.get(name)).flatMap(references::follow).filter(Element::isMap);
    }

    private boolean isSupported(Element scheme) {
        return switch (scheme.text("type").orElse("")) {
            case "apiKey" -> scheme.has("name") && scheme.text("in").orElse("").matches("header|query|cookie");
            case "http" -> scheme.text("scheme").orElse("").matches("(?i)basic|bearer");
            case "oauth2", "openIdConnect" -> true;
            default -> false;
        };
    }

    private void add(Element scheme, List<String> scopes) {
        switch (scheme.text("type").orElse("")) {
            case "apiKey" -> apiKey(scheme);
            case "http" -> http(scheme.text("scheme").orElse(""));
            default -> oauth2(scheme, scopes);
        }
    }

    private void apiKey(Element scheme) {
        String name = scheme.text("name").orElse("");
        String in = scheme.text("in").orElse("");
        String key = service + "_" + Credential.nameOf(name);
        if (in.equals("cookie")) {
            draft.header("Cookie", TemplateText.literal(name + "=").and(draft.secretNamed(key, "the cookie " + name)));
            return;
        }
        TemplateText secret = draft.secretNamed(key, "the " + (in.equals("query") ? "param " : "header ") + name);
        if (!draft.hasAuth()) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("in", in);
            values.put("name", TemplateText.literal(name));
            values.put("value", secret);
            draft.auth("apiKey", values);
        } else if (in.equals("query")) {
            draft.param(name, secret);
        } else {
            draft.header(name, secret);
        }
    }

    private void http(String scheme) {
        if (draft.hasAuth()) {
            draft.notCarried("a second kind of authentication in the same request (" + scheme + ")");
        } else if ("basic".equalsIgnoreCase(scheme)) {
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

    private void oauth2(Element scheme, List<String> scopes) {
        Optional<String> tokenUrl = scheme.find("flows").flatMap(flows -> flows.find("clientCredentials"))
                .flatMap(flow -> flow.text("tokenUrl")).filter(url -> url.matches("(?i)https?://[^/?#@]+(?:/[^?#{]*)?"));
        if (draft.hasAuth()) {
            draft.notCarried("a second kind of authentication in the same request (OAuth 2)");
        } else if (tokenUrl.isEmpty()) {
            draft.remark(
                    "a script requests OAuth 2 tokens with client credentials only; this one has a bearer token, which you "
                         + "set as a secret");
            bearer();
        } else {
            Map<String, Object> oauth2 = new LinkedHashMap<>();
            oauth2.put("tokenUri", TemplateText.literal(tokenUrl.get()));
            oauth2.put("clientId", draft.secretNamed(service + "_client_id", "the client's id"));
            oauth2.put("clientSecret", draft.secretNamed(service + "_client_secret", "the client's secret"));
            if (!scopes.isEmpty()) {
                oauth2.put("scopes", scopes.stream().map(TemplateText::literal).toList());
            }
            draft.auth("oauth2", oauth2);
        }
    }
}
