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

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.YamlNode;
import io.webhookscript.value.NearestNames;
import org.jspecify.annotations.Nullable;

/** Names in a script that stand for endpoints which the operator gives by a map option of the component. */
final class EndpointNames {

    static final String EXPECTED = "the name of an endpoint: letters, digits, '.', '_' and '-'";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern DASH = Pattern.compile("-(.)");

    private final String option;
    private final @Nullable Set<String> given;
    private final Findings findings;

    /**
     * @param option as the operator writes it, {@code via.NAME}
     * @param given  names; null when they are not known, without Camel
     */
    EndpointNames(String option, @Nullable Set<String> given, Findings findings) {
        this.option = option;
        this.given = given;
        this.findings = findings;
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** As the component knows it: Camel makes {@code crmDigest} of an option that is written {@code via.crm-digest}. */
    String known(String name, YamlNode at, String field) {
        if (given == null) {
            findings.add(ProblemCode.UNCHECKED, at, field, "the endpoint `" + name + "` is not checked without Camel", "");
            return name;
        }
        if (given.contains(name)) {
            return name;
        }
        String camelCase = DASH.matcher(name).replaceAll(dash -> dash.group(1).toUpperCase(Locale.ROOT));
        if (!given.contains(camelCase)) {
            unknown(name, new TreeSet<>(given), at, field);
        }
        return camelCase;
    }

    private void unknown(String name, Set<String> names, YamlNode at, String field) {
        findings.add(ProblemCode.UNKNOWN_ENDPOINT, at, field, "there is no endpoint " + Findings.quoted(name),
                names.isEmpty()
                        ? "a name that the operator has defined with the component option " + option + "; none is defined"
                        : "one of " + String.join(", ", names) + ", which the component option " + option + " gives",
                NearestNames.of(name, names));
    }
}
