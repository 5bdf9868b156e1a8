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

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.http.message.RequestBody;
import io.webhookscript.request.event.Evaluation;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.request.render.AllowedHosts;
import io.webhookscript.request.render.RequestUrl;
import io.webhookscript.script.RequestDefinition.Authentication.OAuth2;
import io.webhookscript.template.Template;
import io.webhookscript.value.MediaType;
import io.webhookscript.value.PercentEncoding;
import io.webhookscript.value.Sha256;

/**
 * A client credentials request (RFC 6749 §4.4), rendered. Equal requests share a token.
 *
 * @param authorization Basic credentials; empty when the form contains them
 */
record TokenRequest(URI uri, String authorization, String form) {

    private static final String FIELD = "request.auth.oauth2";

    static TokenRequest of(OAuth2 definition, TemplateInputs data, Evaluation evaluation, AllowedHosts allowedHosts)
            throws NotSentException {
        try {
            RequestUrl url = RequestUrl.parse(evaluation.text(definition.tokenUri()));
            Optional<String> refused = allowedHosts.problemOf(definition.tokenUri(), url, data);
            if (refused.isPresent()) {
                throw evaluation.problem(FIELD + ".tokenUri", definition.tokenUri(), refused.get());
            }
            String id = PercentEncoding.encode(evaluation.text(definition.clientId()));
            String clientSecret = evaluation.text(definition.clientSecret());
            if (clientSecret.chars().anyMatch(Character::isISOControl)) {
                throw evaluation.problem(FIELD + ".clientSecret", definition.clientSecret(),
                        "it contains a line break or another control character; expected one line");
            }
            String secret = PercentEncoding.encode(clientSecret);
            Map<String, String> form = new LinkedHashMap<>();
            form.put("grant_type", "client_credentials");
            if (!definition.scopes().isEmpty()) {
                form.put("scope", PercentEncoding.encode(String.join(" ", definition.scopes())));
            }
            for (Map.Entry<String, Template> parameter : definition.parameters().entrySet()) {
                String value = PercentEncoding.encode(evaluation.text(parameter.getValue()));
                form.put(PercentEncoding.encode(parameter.getKey()), value); // replaces the default parameter of that name
            }
            if (definition.credentialsInBody()) {
                form.putIfAbsent("client_id", id);
                form.putIfAbsent("client_secret", secret);
            }
            String authorization = definition.credentialsInBody() ? "" : "Basic " + base64(id + ":" + secret);
            return new TokenRequest(url.toUri(), authorization, joined(form));
        } catch (IllegalArgumentException e) {
            throw evaluation.problem(FIELD, String.valueOf(e.getMessage()));
        }
    }

    private static String joined(Map<String, String> form) {
        return form.entrySet().stream().map(pair -> pair.getKey() + "=" + pair.getValue()).collect(Collectors.joining("&"));
    }

    /** RFC 6749 §2.3.1: both are form-encoded before they are joined. */
    private static String base64(String pair) {
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }

    /** What it says to the server, as a text of fixed length. */
    String digest() {
        MessageDigest digest = Sha256.begin();
        digest.update(authorization.getBytes(StandardCharsets.US_ASCII));
        digest.update((byte) 0);
        digest.update(form.getBytes(StandardCharsets.US_ASCII));
        return Base64.getEncoder().encodeToString(digest.digest());
    }

    HttpCall toCall() {
        List<HttpHeader> headers = new ArrayList<>();
        headers.add(new HttpHeader("Content-Type", "application/x-www-form-urlencoded"));
        headers.add(new HttpHeader("Accept", MediaType.JSON));
        if (!authorization.isEmpty()) {
            headers.add(new HttpHeader("Authorization", authorization));
        }
        RequestBody body = RequestBody.of(form.getBytes(StandardCharsets.US_ASCII));
        return new HttpCall("POST", uri, headers, body);
    }

    /** Shows only the host of the token server, since the request contains secrets. */
    @Override
    public String toString() {
        return "TokenRequest[" + uri.getHost() + "]";
    }
}
