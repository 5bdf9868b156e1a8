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

import io.webhookscript.script.EndedGuarantee;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.Section;
import io.webhookscript.script.yaml.YamlNode;
import io.webhookscript.value.NearestNames;

/** Reads {@code request.via}, the operator's endpoint for the calls, and checks the keys that it excludes. */
final class ViaReader {

    private static final String KEY = "via";
    /** The endpoint has its own. */
    private static final List<String> BESIDE = List.of("tls", "proxy");

    /** The methods that camel-http can send. */
    static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE");

    private final ScriptCompiler compiling;
    private final Findings findings;

    ViaReader(ScriptCompiler compiling) {
        this.compiling = compiling;
        this.findings = compiling.findings();
    }

    /** @param method the method of the request, as far as it is valid */
    Optional<String> read(Section request, String method) {
        Optional<String> via = request.text(KEY);
        if (via.isEmpty()) {
            return via;
        }
        YamlNode at = request.node(KEY).orElseThrow();
        if (!EndpointNames.isName(via.get())) {
            findings.add(ProblemCode.WRONG_VALUE, at, request.path(KEY), "found " + Findings.quoted(via.get()),
                    EndpointNames.EXPECTED);
            return Optional.empty();
        }
        String name = new EndpointNames("via.NAME", compiling.environment().endpoints(), findings)
                .known(via.get(), at, request.path(KEY));
        checkBeside(request, method);
        findings.add(ProblemCode.FEWER_GUARANTEES, at, request.path(KEY),
                "calls go through the endpoint `" + name + "`: " + String.join("; ", EndedGuarantee.sentences()), "");
        return Optional.of(name);
    }

    private void checkBeside(Section request, String method) {
        for (String key : BESIDE) {
            if (request.has(key)) {
                findings.add(ProblemCode.CONFLICTING_KEYS, request.keyOf(key), request.path(key), "`" + key + "` beside `via`",
                        "one of them; the endpoint has its own, which the operator sets");
            }
        }
        if (!METHODS.contains(method)) {
            findings.add(ProblemCode.WRONG_VALUE, request.keyOf("method"), request.path("method"),
                    "found " + Findings.quoted(method) + ", which camel-http cannot send",
                    NearestNames.oneOf(METHODS) + " beside `via`");
        }
    }
}
