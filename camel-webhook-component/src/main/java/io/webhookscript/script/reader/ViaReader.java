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

/** Reads {@code request.via}, the operator's endpoint for the calls, and checks the keys that it excludes. */
final class ViaReader {

    private static final String KEY = "via";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private static final Pattern DASH = Pattern.compile("-(.)");

    /** Keys that are not allowed, since the endpoint has its own settings. */
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

    /**
     * Returns the name that the component knows: Camel turns the option {@code via.crm-digest} into {@code crmDigest}.
     */
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
                        ? "a name that the operator defines by the component option via.NAME; none is defined"
                        : "one of " + String.join(", ", known) + ", which the component option via.NAME defines",
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
