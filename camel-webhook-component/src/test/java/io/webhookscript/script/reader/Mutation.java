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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.webhookscript.script.yaml.FieldPath;
import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.YamlNode;
import io.webhookscript.script.yaml.YamlNode.Entry;
import io.webhookscript.script.yaml.YamlNode.Mapping;
import io.webhookscript.script.yaml.YamlNode.Scalar;
import io.webhookscript.script.yaml.YamlNode.Sequence;
import io.webhookscript.script.yaml.YamlTree;

/**
 * A valid file with one fault put in.
 *
 * @param line    where the fault is
 * @param visible whether a JSON Schema can see it
 */
record Mutation(String file, String what, int line, boolean visible, byte[] content) {

    /** Maps whose keys, or values, are the user's own: an unknown key is none there. */
    private static final Pattern FREE = Pattern.compile(
            "context|request\\.(params|headers)|request\\.params\\.[^.]+|request\\.body\\.(json|fields|form).*"
                                                        + "|response\\.(variables|body).*|tests\\[0\\]\\.(event|variables|context|response|expect).*|.*namespaces");

    /** Where a map may stand in the place of a scalar. */
    private static final Set<String> ANY_VALUE = Set.of("request.body.json", "response.body");

    static List<Mutation> of(String file, String text) {
        Findings findings = new Findings(file);
        boolean json = file.endsWith(".json");
        YamlNode root = YamlTree.read(text.getBytes(StandardCharsets.UTF_8), json, findings).orElseThrow().root();
        List<Mutation> all = new ArrayList<>();
        Source source = new Source(file, text, json, all);
        source.walk(root, "");
        source.lines();
        return all;
    }

    private record Source(String file, String text, boolean json, List<Mutation> all) {

        void walk(YamlNode node, String path) {
            if (node instanceof Mapping map) {
                map.entries().forEach(e -> entry(e, path));
            } else if (node instanceof Sequence list) {
                for (int i = 0; i < list.items().size(); i++) {
                    walk(list.items().get(i), FieldPath.of(path, i));
                }
            } else {
                scalar((Scalar) node, path);
            }
        }

        private void entry(Entry entry, String path) {
            String below = FieldPath.of(path, entry.key().text());
            int key = entry.key().mark().index() + (json ? 1 : 0);
            int line = entry.key().mark().line();
            if (!FREE.matcher(path).matches()) {
                add("a key misspelt: " + below, line, true, text.substring(0, key) + "zz" + text.substring(key));
            }
            int value = entry.value().mark().index();
            add("a tag before the value: " + below, entry.value().mark().line(), false,
                    text.substring(0, value) + "!!java.net.URL " + text.substring(value));
            if (entry.value() instanceof Scalar s && !FREE.matcher(path).matches() && !ANY_VALUE.contains(below)
                    && !below.startsWith("tests[0].")) {
                add("a list of a map in the place of a value: " + below, line, true,
                        text.substring(0, s.mark().index()) + "[{ \"zz\": 1 }]" + blockFiller(s) + text.substring(s.end()));
            }
            walk(entry.value(), below);
        }

        private String blockFiller(Scalar scalar) {
            return scalar.style() == YamlNode.Style.LITERAL || scalar.style() == YamlNode.Style.FOLDED ? "\n" : "";
        }

        private void scalar(Scalar scalar, String path) {
            String written = text.substring(scalar.mark().index(), scalar.end());
            int brace = written.indexOf("{{");
            if (brace >= 0 && !path.startsWith("tests") && !path.equals("request.params.source.value")) {
                int at = scalar.mark().index() + brace;
                int line = (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
                add("an operator without a left side: " + path, line, false,
                        text.substring(0, at + 2) + "*" + text.substring(at + 2));
                add("an unknown filter: " + path, line, false,
                        text.substring(0, at) + "{{ 1 | nosuch }}" + text.substring(at));
            }
        }

        void lines() {
            int start = 0;
            int line = 1;
            for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
                add("a control character", line, false, text.substring(0, end) + "\u0001" + text.substring(end));
                byte[] bytes = (text.substring(0, end) + "\u00FF" + text.substring(end)).getBytes(StandardCharsets.ISO_8859_1);
                all.add(new Mutation(file, "a byte that is not UTF-8", line, false, bytes));
                start = end + 1;
                line++;
            }
        }

        private void add(String what, int line, boolean visible, String mutated) {
            all.add(new Mutation(file, what, line, visible, mutated.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Override
    public String toString() {
        return file + ":" + line + " " + what;
    }
}
