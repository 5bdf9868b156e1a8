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

import java.util.Optional;
import java.util.regex.Pattern;

import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.Section;
import io.webhookscript.script.yaml.YamlNode;

/** Reads references to beans, {@code '#name'}. */
final class BeanReader {

    private static final Pattern REFERENCE = Pattern.compile("#[^\\s#]+");

    private final ScriptCompiler compiling;

    BeanReader(ScriptCompiler compiling) {
        this.compiling = compiling;
    }

    /** Returns the name without {@code #}. */
    Optional<String> read(Section section, String key, BeanCheck.Kind kind) {
        Optional<String> reference = section.text(key);
        if (reference.isEmpty()) {
            return Optional.empty();
        }
        YamlNode at = section.node(key).orElseThrow();
        Findings findings = compiling.findings();
        if (!REFERENCE.matcher(reference.get()).matches()) {
            findings.add(ProblemCode.WRONG_VALUE, at, section.path(key), "found " + Findings.quoted(reference.get()),
                    "# and a bean's name, in quotes, such as '#bean'");
            return Optional.empty();
        }
        String name = reference.get().substring(1);
        Optional<BeanCheck> beans = Optional.ofNullable(compiling.environment().beans());
        if (beans.isEmpty()) {
            findings.add(ProblemCode.UNCHECKED, at, section.path(key), "the bean `" + name + "` is not checked without Camel",
                    "");
        } else if (!beans.get().exists(name, kind)) {
            findings.add(ProblemCode.MISSING_BEAN, at, section.path(key), "there is no bean `" + name + "`",
                    "a bean of type " + kind.code());
        }
        return Optional.of(name);
    }
}
