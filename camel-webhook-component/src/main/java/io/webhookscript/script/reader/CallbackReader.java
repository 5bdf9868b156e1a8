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

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.webhookscript.script.CallbackDefinition;
import io.webhookscript.script.RequestDefinition.Signature;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.Scope;
import io.webhookscript.script.yaml.Section;
import io.webhookscript.template.Position;
import io.webhookscript.template.Template;

/** Reads the section {@code callback}. */
final class CallbackReader {

    static final List<String> KEYS = List.of("path", "auth", "signature", "session", "from", "closeWhen", "sessionTtl");

    /** Segments of unreserved characters, so that each server reads the same path, and none is a pattern to it. */
    private static final Pattern PATH = Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]{1,64}){1,16}");

    private final ScriptCompiler compiling;
    private final Findings findings;

    CallbackReader(ScriptCompiler compiling) {
        this.compiling = compiling;
        this.findings = compiling.findings();
    }

    CallbackDefinition read(Section callback) {
        callback.require("path", "session", "from");
        if (!callback.has("auth") && !callback.has("signature")) {
            findings.add(ProblemCode.MISSING_KEY, callback.asNode(), callback.path(),
                    "it names no credentials, so that anybody could send events", "`auth` or `signature`");
        }
        CredentialsReader credentials = new CredentialsReader(compiling, CredentialsReader.Use.CALLBACK);
        List<Signature> signatures = credentials.signatures(callback);
        signatures.stream().filter(Signature.Hmac.class::isInstance).map(Signature.Hmac.class::cast)
                .filter(CallbackReader::lacksItsTimestamp).forEach(hmac -> reportTimestamp(callback));
        return new CallbackDefinition(
                path(callback), credentials.authentication(callback).orElse(null), signatures,
                callback.node("session")
                        .map(n -> compiling.scalar(n, callback.path("session"), Position.VALUE, Scope.RESPONSE))
                        .orElse(new ConstantExpression(null)),
                callback.node("from").map(n -> compiling.expression(n, callback.path("from"), Scope.CALLBACK_EVENT))
                        .orElse(new ConstantExpression(null)),
                callback.node("closeWhen")
                        .map(n -> compiling.expression(n, callback.path("closeWhen"), Scope.RESPONSE)).orElse(null),
                callback.positiveDuration("sessionTtl").orElse(CallbackDefinition.DEFAULT_SESSION_TTL));
    }

    private String path(Section callback) {
        Optional<String> path = callback.text("path");
        path.filter(text -> !PATH.matcher(text).matches()).ifPresent(text -> findings.add(
                ProblemCode.WRONG_VALUE, callback.node("path").orElseThrow(), callback.path("path"),
                "found " + Findings.quoted(text),
                "a path such as `/callbacks/chat`: segments of letters, digits, `-`, `.`, `_` and `~`"));
        return path.orElse("");
    }

    /** The receiver signs a time that it must also send, else nobody can compute the signature again. */
    private static boolean lacksItsTimestamp(Signature.Hmac hmac) {
        return hmac.timestampPlace() == null && reads(hmac.content()) && !reads(hmac.prefix());
    }

    private static boolean reads(Template template) {
        return template.references().stream().anyMatch(reference -> reference.root().equals("timestamp"));
    }

    private void reportTimestamp(Section callback) {
        String field = callback.path("signature") + ".hmac";
        findings.add(ProblemCode.MISSING_KEY, callback.keyOf("signature"), field,
                "its content reads `timestamp`, but no header or parameter contains it",
                "`timestampHeader`, `timestampParam`, or `timestamp` in `prefix`");
    }
}
