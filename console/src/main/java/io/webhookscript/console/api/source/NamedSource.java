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
package io.webhookscript.console.api.source;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import io.webhookscript.console.application.Changes;
import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.YamlNode;
import io.webhookscript.script.yaml.YamlTree;

/** Changes the name in the text of a script, and leaves everything else as it is written. */
final class NamedSource {

    private NamedSource() {
    }

    /** A text that names no script, or is not YAML, stays as it is. */
    static String renamed(String source, String name) {
        return replaced(source, "name", name);
    }

    /** The text of a copy: under another name, and not active, so that no event is delivered twice. */
    static String copied(String source, String name) {
        String named = renamed(source, name);
        Optional<YamlNode.Mapping> root = root(named);
        if (root.isEmpty() || root.get().entries().isEmpty()) {
            return named;
        }
        if (root.get().entry("active").isPresent()) {
            return replaced(named, "active", "false");
        }
        SourceText text = new SourceText(named);
        YamlNode.Entry before = root.get().entry("request").orElse(root.get().entries().get(0));
        int at = text.offsetOf(before.key().mark().index());
        boolean flow = named.charAt(Math.min(named.length() - 1, text.offsetOf(root.get().mark().index()))) == '{';
        return named.substring(0, at) + (flow ? "\"active\": false, " : "active: false\n") + named.substring(at);
    }

    private static String replaced(String source, String key, String value) {
        Optional<YamlNode.Scalar> scalar = root(source).flatMap(root -> root.entry(key)).map(YamlNode.Entry::value)
                .filter(YamlNode.Scalar.class::isInstance).map(YamlNode.Scalar.class::cast);
        if (scalar.isEmpty()) {
            return source;
        }
        SourceText text = new SourceText(source);
        return source.substring(0, text.offsetOf(scalar.get().mark().index())) + quoted(source, value)
               + source.substring(text.offsetOf(scalar.get().end()));
    }

    /** JSON needs quotes for a name, and YAML allows them. */
    private static String quoted(String source, String value) {
        return source.stripLeading().startsWith("{") && !value.equals("false") ? '"' + value + '"' : value;
    }

    private static Optional<YamlNode.Mapping> root(String source) {
        return YamlTree.read(source.getBytes(StandardCharsets.UTF_8), new Findings("console"))
                .map(YamlTree.Document::root).filter(YamlNode.Mapping.class::isInstance).map(YamlNode.Mapping.class::cast);
    }
}
