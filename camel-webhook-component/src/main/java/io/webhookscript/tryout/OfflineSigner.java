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
package io.webhookscript.tryout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.webhookscript.http.AddressPolicy;
import io.webhookscript.http.CallLimits;
import io.webhookscript.http.ConnectionProfile;
import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.request.attempt.Attempt;
import io.webhookscript.request.attempt.AttemptPreparer;
import io.webhookscript.request.attempt.CredentialsException;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.request.render.RenderedRequest;
import io.webhookscript.script.RequestDefinition;
import io.webhookscript.script.RequestDefinition.Authentication;
import io.webhookscript.script.RequestDefinition.Credentials;
import io.webhookscript.script.RequestDefinition.Signature;
import io.webhookscript.script.Script;
import io.webhookscript.script.ScriptDefinition;

/**
 * Adds the credentials and signatures that need no socket. A token server is not called; its token shows as {@code
 * ***token***}. The user's own beans, which may make calls, are left out.
 */
final class OfflineSigner {

    /** Limits for no call: nothing is called, so no limit is reached. */
    private static final CallLimits NO_CALL = new CallLimits(Duration.ofSeconds(1), 0);
    private static final ConnectionProfile NOWHERE
            = new ConnectionProfile(AddressPolicy.allowing(List.of()), null);

    private final AttemptPreparer sealer;
    private final boolean signed;

    /** @param signed whether to sign; false when placeholders are used instead of the real secrets */
    OfflineSigner(AttemptPreparer sealer, boolean signed) {
        this.sealer = sealer;
        this.signed = signed;
    }

    HttpCall seal(RenderedRequest request, TemplateInputs data) throws NotSentException {
        RequestDefinition definition = data.script().definition().request();
        HttpCall call = request.call();
        if (definition.credentials().auth() instanceof Authentication.OAuth2) {
            List<HttpHeader> headers = new ArrayList<>(call.headers());
            headers.removeIf(header -> header.name().equalsIgnoreCase("Authorization"));
            headers.add(new HttpHeader("Authorization", "Bearer ***token***"));
            call = call.with(headers);
        }
        try {
            Attempt attempt = new Attempt(data.now(), NO_CALL, NOWHERE, ScriptRunner.first(data), List.of());
            return sealer.seal(request.with(call), withoutCalls(data), attempt);
        } catch (CredentialsException e) {
            throw new IllegalStateException("a token server was called although nothing may be called", e);
        }
    }

    private TemplateInputs withoutCalls(TemplateInputs data) {
        Script script = data.script();
        RequestDefinition request = script.definition().request();
        Authentication auth = request.credentials().auth();
        boolean calls = auth instanceof Authentication.OAuth2 || auth instanceof Authentication.Bean;
        List<Signature> signatures = signed
                ? request.credentials().signatures().stream().filter(s -> !(s instanceof Signature.Bean)).toList() : List.of();
        ScriptDefinition definition
                = script.definition().withRequest(request.withCredentials(new Credentials(calls ? null : auth, signatures)));
        return data.withScript(new Script(definition, script.version(), script.location(), script.places()));
    }
}
