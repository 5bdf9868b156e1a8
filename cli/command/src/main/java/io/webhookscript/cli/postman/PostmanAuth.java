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
package io.webhookscript.cli.postman;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.webhookscript.cli.draft.ScriptDraft;
import io.webhookscript.cli.draft.SourceRequest.Authentication;
import org.jspecify.annotations.Nullable;

/** How a request authenticates, by itself or by its folder. */
final class PostmanAuth {

    private final @Nullable Fields auth;
    private final ScriptDraft draft;

    PostmanAuth(@Nullable Fields auth, ScriptDraft draft) {
        this.auth = auth;
        this.draft = draft;
    }

    Optional<Authentication> read() {
        String type = auth != null ? auth.text("type").orElse("noauth") : "noauth";
        return switch (type) {
            case "noauth", "inherit" -> Optional.empty();
            case "basic" -> Optional.of(new Authentication.Basic(value(type, "username"), value(type, "password")));
            case "bearer" -> Optional.of(new Authentication.Bearer(valueOr(type, "token", "{{bearer_token}}")));
            case "apikey" -> Optional.of(new Authentication.ApiKey(
                    value(type, "in").equals("query"), valueOr(type, "key", "X-Api-Key"),
                    valueOr(type, "value", "{{api_key}}")));
            case "oauth2" -> Optional.of(oauth2());
            default -> {
                draft.notCarried("authentication of the kind " + type + ": a bean under `request.auth.ref` can do that");
                yield Optional.empty();
            }
        };
    }

    private Authentication oauth2() {
        String tokenUri = value("oauth2", "accessTokenUrl");
        String grant = value("oauth2", "grant_type");
        if (tokenUri.isEmpty() || !grant.isEmpty() && !grant.equals("client_credentials")) {
            draft.remark(
                    "a script requests OAuth 2 tokens with client credentials only; this one has a bearer token, which you set as a"
                         + " secret");
            return new Authentication.Bearer(valueOr("oauth2", "accessToken", "{{access_token}}"));
        }
        String scope = value("oauth2", "scope").strip();
        return new Authentication.OAuth2(
                tokenUri, value("oauth2", "clientId"), value("oauth2", "clientSecret"),
                scope.isEmpty() ? List.of() : List.of(scope.split("\\s+")),
                value("oauth2", "client_authentication").equals("body"));
    }

    private String valueOr(String type, String key, String without) {
        String value = value(type, key);
        return value.isBlank() ? without : value;
    }

    /** Version 2.1 has a list of keys and values, version 2.0 an object. */
    private String value(String type, String key) {
        Fields fields = Objects.requireNonNull(auth);
        return fields.list(type).stream().filter(entry -> entry.text("key").filter(key::equals).isPresent())
                .flatMap(entry -> entry.text("value").stream()).findFirst()
                .or(() -> fields.fields(type).text(key)).orElse("");
    }
}
