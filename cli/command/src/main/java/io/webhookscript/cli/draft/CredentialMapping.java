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
package io.webhookscript.cli.draft;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.webhookscript.cli.draft.SourceRequest.Authentication;

/** Credentials of a source become {@code request.auth}, their values secrets. For one draft. */
final class CredentialMapping {

    private static final Pattern SCHEME = Pattern.compile("(?is)\\s*([a-z][\\w-]*)\\s+(\\S.*)");
    /** Schemes that sign the request: what stands there holds for one request only. */
    private static final Pattern SIGNED
            = Pattern.compile("(?i)digest|aws4-hmac-sha256|aws|oauth|hawk|ntlm|negotiate|signature");

    private final ScriptDraft draft;
    private final MarkedTexts texts;

    CredentialMapping(ScriptDraft draft, MarkedTexts texts) {
        this.draft = draft;
        this.texts = texts;
    }

    void map(Authentication auth) {
        if (auth instanceof Authentication.Basic basic) {
            basic(basic.username(), basic.password(), "of Basic authentication");
        } else if (auth instanceof Authentication.Bearer bearer) {
            draft.auth("bearer", texts.secret(bearer.token(), texts.service() + "_token", "the bearer token"));
        } else if (auth instanceof Authentication.ApiKey key) {
            apiKey(key.inQuery(), key.name(), key.value());
        } else {
            oauth2((Authentication.OAuth2) auth);
        }
    }

    void basic(String username, String password, String where) {
        if (draft.hasAuth()) {
            draft.notCarried("a second user " + where + ": a script can have one kind of authentication");
            return;
        }
        Map<String, Object> basic = new LinkedHashMap<>();
        basic.put("username", texts.secret(username, texts.service() + "_user", "the user " + where));
        basic.put("password", texts.secret(password, texts.service() + "_password", "the password " + where));
        draft.auth("basic", basic);
    }

    void apiKey(boolean inQuery, String name, String value) {
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("in", inQuery ? "query" : "header");
        key.put("name", name);
        key.put("value", texts.secret(
                value, texts.service() + "_" + Names.ofValue(name), "the " + (inQuery ? "param " : "header ") + name));
        draft.auth("apiKey", key);
    }

    private void oauth2(Authentication.OAuth2 oauth2) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("tokenUri", texts.read(oauth2.tokenUri()));
        values.put("clientId", texts.secret(
                oauth2.clientId().isBlank() ? "client" : oauth2.clientId(), texts.service() + "_client_id", "the client's id"));
        values.put("clientSecret", texts.secret(
                oauth2.clientSecret().isBlank() ? "secret" : oauth2.clientSecret(), texts.service() + "_client_secret",
                "the client's secret"));
        if (!oauth2.scopes().isEmpty()) {
            values.put("scopes", oauth2.scopes());
        }
        if (oauth2.inBody()) {
            values.put("authentication", "post");
        }
        draft.auth("oauth2", values);
    }

    /** The header {@code Authorization}. */
    void authorization(String value) {
        Matcher scheme = SCHEME.matcher(value);
        if (!scheme.matches()) {
            header("Authorization", value);
        } else if (SIGNED.matcher(scheme.group(1)).matches()) {
            draft.notCarried("the header Authorization (" + scheme.group(1)
                             + "): it is valid for one request only; a bean under request.auth.ref can create it for each request");
        } else if (draft.hasAuth()) {
            draft.notCarried("the header Authorization: the request also has other credentials");
        } else if (scheme.group(1).equalsIgnoreCase("bearer")) {
            draft.auth("bearer", texts.secret(scheme.group(2).strip(), texts.service() + "_token", "the bearer token"));
        } else if (scheme.group(1).equalsIgnoreCase("basic") && basic(scheme.group(2).strip())) {
            return;
        } else {
            draft.header("Authorization", TemplateText.literal(scheme.group(1) + " ").and(
                    texts.secret(scheme.group(2).strip(), texts.service() + "_token", "the header Authorization")));
        }
    }

    private boolean basic(String encoded) {
        try {
            String decoded = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = decoded.indexOf(':');
            if (colon >= 0) {
                basic(decoded.substring(0, colon), decoded.substring(colon + 1), "of Basic authentication");
                return true;
            }
            return false;
        } catch (IllegalArgumentException e) {
            // documentation often has words in its place: then they are the secret as a whole
            return false;
        }
    }

    /** A header whose value is a credential. */
    void header(String name, String value) {
        boolean key = !draft.hasAuth() && !name.equalsIgnoreCase("Cookie") && !name.equalsIgnoreCase("Authorization");
        if (key) {
            apiKey(false, name, value);
        } else {
            draft.header(name, texts.secret(value, texts.service() + "_" + Names.ofValue(name), "the header " + name));
        }
    }
}
