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
package io.webhookscript.cli;

import java.util.List;
import java.util.Map;

import io.webhookscript.cli.draft.ScriptDraft;
import io.webhookscript.cli.draft.TemplateText;
import io.webhookscript.cli.input.JsonText;
import io.webhookscript.script.reader.ReadResult;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import io.webhookscript.tryout.StandaloneTrials;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a text of a source holds, a receiver gets it as it was: through YAML, and through the template language. */
class LiteralTextNeverBecomesATemplateTest {

    private static final ScriptReader READER = new ScriptReader(ScriptEnvironment.standalone());

    @Property(tries = 400)
    void aTextComesOutAsItWentIn(@ForAll("texts") String text, @ForAll("texts") String key) {
        ScriptDraft draft = new ScriptDraft("a");
        draft.method("POST");
        draft.url(TemplateText.literal("https://example.com/"));
        draft.body(Map.of("json", Map.of("k" + key, TemplateText.literal(text))));

        ReadResult result = READER.read("a.webhookscript.yaml", draft.yaml());

        assertThat(sent(result)).isEqualTo(JsonText.of(Map.of("k" + key, text)));
    }

    @Property(tries = 200)
    void aTextBesideAPlaceholderComesOutAsItWentIn(@ForAll("texts") String before, @ForAll("texts") String after) {
        ScriptDraft draft = new ScriptDraft("a");
        draft.url(TemplateText.literal("https://example.com/"));
        draft.body(Map.of("json", Map.of("k", TemplateText.literal(before).and(draft.event(List.of("x"), "X"))
                .and(TemplateText.literal(after)))));

        ReadResult result = READER.read("a.webhookscript.yaml", draft.yaml());

        assertThat(sent(result)).isEqualTo(JsonText.of(Map.of("k", before + "X" + after)));
    }

    private static Object sent(ReadResult result) {
        try (StandaloneTrials trials = new StandaloneTrials(StandaloneTrials.Options.DEFAULT)) {
            Map<String, Object> run = trials.dryRun(result.orThrow(), new StandaloneTrials.Input(Map.of("x", "X")));
            assertThat((List<?>) run.get("problems")).isEmpty();
            return run.get("body");
        }
    }

    /** Pieces that mean something to the template language or to YAML, and any others. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "{{", "}}", "{%", "%}", "{#", "#}", "{", "}", "%", "raw", " endraw ", "{% raw %}", "{% endraw %}",
                "{%- endraw -%}", "\n", "\r",
                "\t", " ", "  ", "- ", ": ", "#", "\"", "'", "\\", "|", ">", "&a", "*a", "!t", "null", "true", "1.0", "0x1",
                "~", "---", "...", "\u0085",
                "\u2028", "\uFEFF", "ü", "😀", "@", "`", "?", ",", "[", "]", "a", "n");
        return Arbitraries.oneOf(
                pieces.list().ofMaxSize(8).map(list -> String.join("", list)),
                Arbitraries.strings().withChars("{}%#raw end\n\" ").ofMaxLength(20));
    }
}
