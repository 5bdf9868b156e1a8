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
package io.webhookscript.samples.crmsync;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CrmRespondsToEveryCallTest {

    private static final CrmBehaviour FRIENDLY = new CrmBehaviour(Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

    @ParameterizedTest
    @CsvSource({
            "1, '{}', 201", "9007199254740993, '{}', 201", "a%2Fb, '{}', 404", "1%2F2, '{}', 404", "%2e%2e%2f1, '{}', 404",
            "one, '{}', 404", "'', '{}', 404", "-1, '{}', 404", "1, '{', 400" })
    void callsThatItCannotUseGetAResponse(String id, String body, int status) throws Exception {
        try (Crm crm = Crm.start(FRIENDLY)) {
            HttpRequest put = HttpRequest.newBuilder(URI.create(crm.baseUrl() + "/contacts/" + id))
                    .header("X-Api-Key", Crm.KEY).PUT(HttpRequest.BodyPublishers.ofString(body)).build();

            HttpResponse<String> response = HttpClient.newHttpClient().send(put, HttpResponse.BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        }
    }
}
