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
package io.webhookscript.script.reader;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.webhookscript.script.CallbackDefinition;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class CallbacksAreCheckedWhenTheyLoadTest {

    private static final String HEAD
            = "webhookscript: \"1.0\"\nname: chat\nrequest: { method: PUT, url: \"https://a.example\" }\ncallback:\n";
    private static final String GOOD = "  path: /callbacks/chat\n  session: \"{{ event.id }}\"\n  from: event.id\n";
    private static final String BEARER = "  auth: { bearer: \"{{ secret.token }}\" }\n";

    private static ReadResult read(String callback) {
        return new ScriptReader(ScriptEnvironment.standalone()).read("chat.webhookscript.yaml", "test",
                (HEAD + callback).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aGoodOneHasItsDefaults() {
        ReadResult result = read(GOOD + BEARER);

        assertThat(result.problems()).isEmpty();
        CallbackDefinition callback = result.orThrow().definition().delivery().callback();
        assertThat(callback.path()).isEqualTo("/callbacks/chat");
        assertThat(callback.sessionTtl()).isEqualTo(Duration.ofHours(24));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                arguments(GOOD, ProblemCode.MISSING_KEY, "callback"),
                arguments(BEARER + GOOD.replace("  from: event.id\n", ""), ProblemCode.MISSING_KEY, "callback.from"),
                arguments(BEARER + GOOD.replace("  session: \"{{ event.id }}\"\n", ""), ProblemCode.MISSING_KEY,
                        "callback.session"),
                arguments(BEARER + GOOD.replace("/callbacks/chat", "callbacks/chat"), ProblemCode.WRONG_VALUE, "callback.path"),
                arguments(BEARER + GOOD.replace("/callbacks/chat", "/"), ProblemCode.WRONG_VALUE, "callback.path"),
                arguments(BEARER + GOOD.replace("/callbacks/chat", "/a/../b"), ProblemCode.WRONG_VALUE, "callback.path"),
                arguments(BEARER + GOOD.replace("/callbacks/chat", "/a/*"), ProblemCode.WRONG_VALUE, "callback.path"),
                arguments(BEARER + GOOD.replace("/callbacks/chat", "/a/{id}"), ProblemCode.WRONG_VALUE, "callback.path"),
                arguments(BEARER + GOOD.replace("/callbacks/chat", "/a?b=c"), ProblemCode.WRONG_VALUE, "callback.path"),
                arguments(BEARER + GOOD.replace("/callbacks/chat", "/a:b"), ProblemCode.WRONG_VALUE, "callback.path"),
                arguments(BEARER + GOOD.replace("from: event.id", "from: id"), ProblemCode.UNKNOWN_ROOT, "callback.from"),
                arguments(BEARER + GOOD.replace("from: event.id", "from: header['X-Id']"), ProblemCode.UNKNOWN_ROOT,
                        "callback.from"),
                arguments(GOOD + "  auth: { bearer: \"{{ event.token }}\" }\n", ProblemCode.UNKNOWN_ROOT,
                        "callback.auth.bearer"),
                arguments(GOOD + "  auth: { bearer: \"{{ header.token }}\" }\n", ProblemCode.UNKNOWN_ROOT,
                        "callback.auth.bearer"),
                arguments(GOOD + "  auth: { oauth2: { tokenUri: a, clientId: b, clientSecret: c } }\n", ProblemCode.UNKNOWN_KEY,
                        "callback.auth.oauth2"),
                arguments(GOOD + "  signature: { ref: \"#bean\" }\n", ProblemCode.UNKNOWN_KEY, "callback.signature.ref"),
                arguments(GOOD + "  signature: { hmac: { header: X-S, secret: s, content: \"{{ timestamp }}\" } }\n",
                        ProblemCode.MISSING_KEY, "callback.signature.hmac"),
                arguments(GOOD + "  signature: { hmac: { header: X-S, secret: s, content: \"{{ request.url }}\" } }\n",
                        ProblemCode.UNKNOWN_FIELD, "callback.signature.hmac.content"),
                arguments(GOOD + "  signature: { hmac: { header: X-S, secret: s, content: \"{{ message.id }}\" } }\n",
                        ProblemCode.UNKNOWN_ROOT, "callback.signature.hmac.content"),
                arguments(GOOD + BEARER + "  sessionTtl: 0s\n", ProblemCode.OUT_OF_RANGE, "callback.sessionTtl"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongOneIsRefusedAtItsPlace(String callback, ProblemCode code, String field) {
        List<Problem> errors = read(callback).problems().stream().filter(Problem::isError).toList();

        assertThat(errors).extracting(Problem::code).contains(code);
        assertThat(errors).filteredOn(error -> error.code() == code).extracting(Problem::field).contains(field);
    }
}
