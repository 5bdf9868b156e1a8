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
package io.webhookscript.script;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

import io.webhookscript.script.RequestDefinition.Authentication;
import io.webhookscript.script.RequestDefinition.NamedValues;
import io.webhookscript.script.RequestDefinition.Signature;
import io.webhookscript.script.ResponseDefinition.OutcomeRule;
import io.webhookscript.template.Expression;

/**
 * Finds out whether a script may read the event after its request has been rendered: for the credentials, signatures
 * and some headers of each attempt, and for the response. All other expressions are evaluated once, before the first
 * attempt.
 */
public final class LateEventReads {

    /** The roots that an event cannot hide. */
    private static final Set<String> FIXED = Set.of("context", "secret", "variable", "header", "now", "message");

    private LateEventReads() {
    }

    public static boolean in(ScriptDefinition script) {
        Set<String> known = union(FIXED, Set.copyOf(script.events().inputs()));
        RequestDefinition request = script.request();
        return request.headers().stream().filter(NamedValues::isPerAttempt).flatMap(header -> header.values().stream())
                .anyMatch(value -> !value.readsOnly(known))
                || !Stream.ofNullable(request.credentials().auth()).flatMap(LateEventReads::of)
                        .allMatch(e -> e.readsOnly(known))
                || request.credentials().signatures().stream().anyMatch(signature -> !readsOnly(signature, known))
                || !readsOnly(script.response(), union(known, Set.of("response")));
    }

    private static Stream<Expression> of(Authentication auth) {
        if (auth instanceof Authentication.Basic basic) {
            return Stream.of(basic.username(), basic.password());
        }
        if (auth instanceof Authentication.Bearer bearer) {
            return Stream.of(bearer.token());
        }
        if (auth instanceof Authentication.ApiKey key) {
            return Stream.of(key.value());
        }
        if (auth instanceof Authentication.OAuth2 oauth) {
            return Stream.concat(
                    Stream.of(oauth.tokenUri(), oauth.clientId(), oauth.clientSecret()), oauth.parameters().values().stream());
        }
        return Stream.empty(); // a bean gets only the call
    }

    private static boolean readsOnly(Signature signature, Set<String> known) {
        if (signature instanceof Signature.StandardWebhooks standard) {
            return standard.secrets().stream().allMatch(secret -> secret.readsOnly(known));
        }
        if (signature instanceof Signature.Hmac hmac) {
            Set<String> signed = union(known, Set.of("timestamp", "body", "request"));
            return hmac.secret().readsOnly(known) && hmac.prefix().readsOnly(signed) && hmac.content().readsOnly(signed);
        }
        return true; // a bean gets only the call
    }

    private static boolean readsOnly(ResponseDefinition response, Set<String> known) {
        return response.outcomes().stream().flatMap(LateEventReads::of).allMatch(e -> e.readsOnly(known))
                && response.variables().stream().allMatch(variable -> variable.expression().readsOnly(known))
                && Stream.ofNullable(response.body()).allMatch(tree -> tree.readsOnly(known));
    }

    private static Stream<Expression> of(OutcomeRule rule) {
        return Stream.concat(Stream.ofNullable(rule.when()), Stream.ofNullable(rule.retryAfter()));
    }

    private static Set<String> union(Set<String> some, Set<String> more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(more);
        return all;
    }
}
