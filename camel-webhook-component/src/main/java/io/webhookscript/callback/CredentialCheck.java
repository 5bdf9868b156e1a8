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
package io.webhookscript.callback;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

import io.webhookscript.request.event.Evaluation;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.script.RequestDefinition.Authentication;
import io.webhookscript.template.Template;

/**
 * Compares the credentials of a request with those of the script. All parts are compared, whichever is wrong.
 *
 * @param evaluation has the secrets
 */
record CredentialCheck(Evaluation evaluation) {

    private static final String FIELD = "callback.auth";
    private static final String AUTHORIZATION = "Authorization";

    /** @throws NotSentException when the script's own credentials cannot be read, or are empty */
    boolean areRight(Authentication auth, CallbackRequest request) throws NotSentException {
        if (auth instanceof Authentication.Basic basic) {
            return isBasic(basic, request);
        }
        if (auth instanceof Authentication.Bearer bearer) {
            byte[] token = secret(bearer.token(), FIELD + ".bearer");
            return Digests.areEqual(token, utf8(authorization(request, "Bearer").orElse("")));
        }
        Authentication.ApiKey key = (Authentication.ApiKey) auth;
        byte[] expected = secret(key.value(), FIELD + ".apiKey.value");
        Optional<String> given = key.inQuery() ? request.onlyParameter(key.name()) : request.only(key.name());
        return Digests.areEqual(expected, utf8(given.orElse("")));
    }

    private boolean isBasic(Authentication.Basic basic, CallbackRequest request) throws NotSentException {
        String username = evaluation.text(basic.username());
        if (username.indexOf(':') >= 0) {
            throw evaluation.problem(FIELD + ".basic.username", basic.username(), "it must not contain a colon (RFC 7617)");
        }
        String password = new String(secret(basic.password(), FIELD + ".basic.password"), StandardCharsets.UTF_8);
        return Digests.areEqual(utf8(username + ":" + password), decoded(authorization(request, "Basic").orElse("")));
    }

    /** The credentials of a scheme, whose name is not case-sensitive (RFC 9110 §11.1). */
    private static Optional<String> authorization(CallbackRequest request, String scheme) {
        return request.only(AUTHORIZATION).filter(value -> value.regionMatches(true, 0, scheme + " ", 0, scheme.length() + 1))
                .map(value -> value.substring(scheme.length()).strip());
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    /** An empty secret would let everybody in. */
    private byte[] secret(Template template, String field) throws NotSentException {
        String secret = evaluation.text(template);
        if (secret.isEmpty()) {
            throw evaluation.problem(field, template, "it is empty; expected a secret");
        }
        return utf8(secret);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
