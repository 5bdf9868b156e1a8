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
package io.webhookscript;

import java.nio.file.Path;
import java.util.Map;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Token servers ask for parameters of their own, and answer in more ways than RFC 6749 has. */
class TokenServersOfManyKindsAreUnderstoodTest {

    @TempDir
    private Path folder;

    private Exchange call(RawReceiver receiver, String parameters) throws Exception {
        try (WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("hook", """
                request:
                  method: PUT
                  url: "{{ context.receiver }}/hook"
                  auth:
                    oauth2:
                      tokenUri: "{{ context.receiver }}/token"
                      clientId: me
                      clientSecret: "it is secret"
                      authentication: post
                      scopes: [read]
                      parameters: %s
                limits: { retry: { maxAttempts: 4, delay: 1ms } }
                """.formatted(parameters)).start()) {
            return camel.call("webhookscript:hook", Map.of());
        }
    }

    private static RawReceiver tokenServer(int status, String contentType, String body) throws Exception {
        return RawReceiver.playing(peer -> {
            for (RawReceiver.Request r = peer.request(); r != null; r = peer.request()) {
                peer.send(r.line().startsWith("POST /token")
                        ? RawReceiver.response(status, contentType, body) : RawReceiver.response(200, "text/plain", "ok"));
            }
        });
    }

    /** Zoom's account credentials; a client assertion (RFC 7523) has no secret; some call the scope otherwise. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{ grant_type: account_credentials, account_id: a1 }|grant_type=account_credentials&scope=read&account_id=a1&client_id=me&client_secret=it%20is%20secret",
            "{ grant_type: refresh_token, refresh_token: r }|grant_type=refresh_token&scope=read&refresh_token=r&client_id=me&client_secret=it%20is%20secret",
            "{ client_id: other }|grant_type=client_credentials&scope=read&client_id=other&client_secret=it%20is%20secret",
            "{ scope: 'https://graph.microsoft.com/.default' }|grant_type=client_credentials&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default&client_id=me&client_secret=it%20is%20secret",
            "{ resource: 'https://crm.example' }|grant_type=client_credentials&scope=read&resource=https%3A%2F%2Fcrm.example&client_id=me&client_secret=it%20is%20secret",
            "{}|grant_type=client_credentials&scope=read&client_id=me&client_secret=it%20is%20secret" })
    void aParameterOfTheScriptTakesThePlaceOfOurs(String parameters, String form) throws Exception {
        try (RawReceiver receiver = tokenServer(200, "application/json", "{\"access_token\":\"t0k3n\"}")) {
            assertThat(call(receiver, parameters).getException()).isNull();

            assertThat(receiver.requests().get(0).text()).isEqualTo(form);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "application/json|{\"error\":\"invalid_client\",\"error_description\":\"no\"}|invalid_client",
            "text/javascript|{\"ok\":false,\"error\":\"invalid_auth\"}|invalid_auth",
            "application/json|{\"error\":{\"code\":190,\"message\":\"no\"}}|190",
            "application/json|{\"error\":{\"type\":\"OAuthException\"}}|OAuthException",
            "application/x-www-form-urlencoded|error=bad_verification_code&error_description=no|bad_verification_code",
            "text/plain|error=incorrect_client_credentials|incorrect_client_credentials" })
    void anErrorIn200IsRefusedOnceWithItsName(String contentType, String body, String name) throws Exception {
        try (RawReceiver receiver = tokenServer(200, contentType, body)) {
            WebhookScriptException failure = call(receiver, "{}").getException(WebhookScriptException.class);

            assertThat(failure.getOutcome()).isEqualTo(Outcome.REFUSED);
            assertThat(failure.getReason()).contains("(" + name + ")");
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "application/x-www-form-urlencoded; charset=utf-8|access_token=t0k3n&scope=repo%2Cgist&token_type=bearer",
            "text/plain|access_token=t0k3n&expires_in=5183944", "text/html|access_token=t0k3n&expires=5183944",
            "application/json|{\"access_token\":\"t0k3n\",\"error\":null,\"expires_in\":\"3600\"}",
            "text/plain|{\"access_token\":\"t0k3n\",\"token_type\":\"BEARER\"}" })
    void aTokenIsReadAsJsonOrAsAForm(String contentType, String body) throws Exception {
        try (RawReceiver receiver = tokenServer(200, contentType, body)) {
            assertThat(call(receiver, "{}").getException()).isNull();

            assertThat(receiver.requests().get(1).headers("Authorization")).containsExactly("Bearer t0k3n");
        }
    }

    @Test
    void aResponseThatSaysNothingIsTemporary() throws Exception {
        try (RawReceiver receiver = tokenServer(200, "text/html", "<html>sign in?a=b</html>")) {
            assertThat(call(receiver, "{}").getException(WebhookScriptException.class).getOutcome())
                    .isEqualTo(Outcome.TEMPORARY);
        }
    }
}
