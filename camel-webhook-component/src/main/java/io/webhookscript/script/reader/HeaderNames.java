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
import java.util.Set;
import java.util.regex.Pattern;

import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.YamlNode;

/** Checks the names of HTTP headers that a script may send. */
final class HeaderNames {

    /** The form of header names and methods (RFC 9110 §5.6.2). */
    static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** The headers that only the HTTP client sets: by setting them, a script could smuggle a second request. */
    private static final Set<String> REFUSED = Set.of("host", "content-length", "transfer-encoding", "connection");

    /** Camel and its components take orders from message headers of these names, wherever the values come from. */
    private static final List<String> STEERING = List.of("camel", "org.apache.camel", "jms", "kafka.");

    private HeaderNames() {
    }

    /** Whether the caller may get this header of the receiver's in its message. */
    static void checkHandedOn(String name, YamlNode at, String field, Findings findings) {
        if (STEERING.stream().anyMatch(name.toLowerCase(Locale.ROOT)::startsWith)) {
            findings.add(ProblemCode.REFUSED_HEADER, at, field,
                    "the HTTP header " + Findings.quoted(name) + " of a response would control Camel",
                    "a header that does not begin with Camel, org.apache.camel, JMS or kafka.; `response.variables` can contain"
                                                                                                       + " its value");
        } else if (!TOKEN.matcher(name).matches()) {
            findings.add(ProblemCode.WRONG_VALUE, at, field, "found " + Findings.quoted(name), "the name of an HTTP header");
        }
    }

    static boolean check(String name, YamlNode at, String field, Findings findings) {
        if (REFUSED.contains(name.toLowerCase(Locale.ROOT))) {
            findings.add(ProblemCode.REFUSED_HEADER, at, field,
                    "the HTTP header " + Findings.quoted(name) + " is set by the HTTP client",
                    "another name; leave this one out");
            return false;
        }
        if (!TOKEN.matcher(name).matches()) {
            findings.add(ProblemCode.WRONG_VALUE, at, field, "found " + Findings.quoted(name),
                    "the name of an HTTP header: letters, digits and !#$%&'*+-.^_`|~");
            return false;
        }
        return true;
    }
}
