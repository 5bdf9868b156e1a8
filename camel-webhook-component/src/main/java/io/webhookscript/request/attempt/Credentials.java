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
package io.webhookscript.request.attempt;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.webhookscript.http.message.HttpCall;
import io.webhookscript.request.event.Evaluation;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.request.render.AllowedHosts;
import io.webhookscript.request.render.HttpHeaders;
import io.webhookscript.request.render.RequestUrl;
import io.webhookscript.script.RequestDefinition.Authentication;
import io.webhookscript.template.Template;
import io.webhookscript.value.PercentEncoding;

/** Evaluates the section {@code request.auth} on every attempt, so that a rotated secret takes effect. */
record Credentials(AccessTokens tokens, AllowedHosts allowedHosts) {

    private static final String FIELD = "request.auth";
    private static final String AUTHORIZATION = "Authorization";

    HttpCall add(HttpCall call, Authentication auth, TemplateInputs data, Evaluation evaluation, Attempt attempt)
            throws NotSentException, CredentialsException {
        if (auth instanceof Authentication.Basic basic) {
            return withHeader(call, AUTHORIZATION, basic(basic, evaluation), evaluation);
        }
        if (auth instanceof Authentication.Bearer bearer) {
            return withHeader(call, AUTHORIZATION, "Bearer " + evaluation.text(bearer.token()), evaluation);
        }
        if (auth instanceof Authentication.ApiKey key) {
            String value = evaluation.text(key.value());
            requireOneLine(value, FIELD + ".apiKey.value", key.value(), evaluation);
            return key.inQuery()
                    ? withParam(call, key.name(), value, evaluation)
                    : withHeader(call, key.name(), value, evaluation);
        }
        TokenRequest request = TokenRequest.of((Authentication.OAuth2) auth, data, evaluation, allowedHosts);
        String token = tokens.get(request, data.masker(), attempt);
        return withHeader(call, AUTHORIZATION, "Bearer " + token, evaluation);
    }

    /** RFC 7617: a colon ends the user name; both are UTF-8. */
    private static String basic(Authentication.Basic basic, Evaluation evaluation) throws NotSentException {
        String username = evaluation.text(basic.username());
        if (username.indexOf(':') >= 0) {
            throw evaluation.problem(FIELD + ".basic.username", basic.username(), "it must not contain a colon (RFC"
                                                                                  + " 7617)");
        }
        String password = evaluation.text(basic.password());
        requireOneLine(username, FIELD + ".basic.username", basic.username(), evaluation);
        requireOneLine(password, FIELD + ".basic.password", basic.password(), evaluation);
        byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** RFC 7617 §2: no control characters. */
    private static void requireOneLine(String text, String field, Template template, Evaluation evaluation)
            throws NotSentException {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw evaluation.problem(field, template, "it contains a line break or another control character;"
                                                      + " expected one line");
        }
    }

    private static HttpCall withHeader(HttpCall call, String name, String value, Evaluation evaluation)
            throws NotSentException {
        HttpHeaders lines = new HttpHeaders(call.headers());
        try {
            lines.set(name, value);
        } catch (IllegalArgumentException e) {
            throw evaluation.problem(FIELD, String.valueOf(e.getMessage()));
        }
        return call.with(lines.lines());
    }

    private static HttpCall withParam(HttpCall call, String name, String value, Evaluation evaluation) throws NotSentException {
        try {
            String pair = PercentEncoding.encode(name) + "=" + PercentEncoding.encode(value);
            return call.to(RequestUrl.withParams(call.pathAndQuery(), pair));
        } catch (IllegalArgumentException e) {
            throw evaluation.problem(FIELD + ".apiKey", String.valueOf(e.getMessage()));
        }
    }
}
