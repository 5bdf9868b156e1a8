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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import io.webhookscript.script.EndedGuarantee;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.Section;
import io.webhookscript.script.yaml.YamlNode;
import io.webhookscript.value.NearestNames;

/** {@code request.via}: the operator's endpoint that makes the calls, with what it rules out beside it. */
final class ViaReader {

    private static final String KEY = "via";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private static final Pattern DASH = Pattern.compile("-(.)");

    /** The endpoint has its own. */
    private static final List<String> BESIDE = List.of("tls", "proxy");

    /** Those that camel-http can send. */
    static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE");

    private final ScriptCompiler compiling;
    private final Findings findings;

    ViaReader(ScriptCompiler compiling) {
        this.compiling = compiling;
        this.findings = compiling.findings();
    }

    /** @param method of the request, as far as it is right */
    Optional<String> read(Section request, String method) {
        Optional<String> via = request.text(KEY);
        if (via.isEmpty()) {
            return via;
        }
        YamlNode at = request.node(KEY).orElseThrow();
        if (!NAME.matcher(via.get()).matches()) {
            findings.add(ProblemCode.WRONG_VALUE, at, request.path(KEY), "found " + Findings.quoted(via.get()),
                    "the name of an endpoint: letters, digits, '.', '_' and '-'");
            return Optional.empty();
        }
        String name = known(request, via.get(), at);
        checkBeside(request, method);
        findings.add(ProblemCode.FEWER_GUARANTEES, at, request.path(KEY),
                "calls go through the endpoint `" + name + "`: " + String.join("; ", EndedGuarantee.sentences()), "");
        return Optional.of(name);
    }

    /** As the component knows it: Camel makes {@code crmDigest} of an option that is written {@code via.crm-digest}. */
    private String known(Section request, String name, YamlNode at) {
        Optional<Set<String>> known = compiling.environment().endpoints();
        if (known.isEmpty()) {
            findings.add(ProblemCode.UNCHECKED, at, request.path(KEY),
                    "the endpoint `" + name + "` is not checked without Camel", "");
            return name;
        }
        if (known.get().contains(name)) {
            return name;
        }
        String camelCase = DASH.matcher(name).replaceAll(dash -> dash.group(1).toUpperCase(Locale.ROOT));
        if (!known.get().contains(camelCase)) {
            unknown(request, name, new TreeSet<>(known.get()), at);
        }
        return camelCase;
    }

    private void unknown(Section request, String name, Set<String> known, YamlNode at) {
        findings.add(ProblemCode.UNKNOWN_ENDPOINT, at, request.path(KEY), "there is no endpoint " + Findings.quoted(name),
                known.isEmpty()
                        ? "a name that the operator gives by the component option via.NAME; there is none"
                        : "one of " + String.join(", ", known) + ", which the component option via.NAME gives",
                NearestNames.of(name, known));
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
