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
package io.webhookscript.script.repository;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.webhookscript.script.Script;
import io.webhookscript.script.ScriptDefinition.Trigger;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/** The index of the triggers finds what a look at each trigger of each script finds. */
class TheTriggerIndexAgreesWithAScanTest {

    private static final ScriptReader READER = new ScriptReader(ScriptEnvironment.standalone());

    record Drawn(String useCase, boolean active, List<Trigger> triggers) {
    }

    @Property(tries = 300)
    void findsWhatAScanFinds(
            @ForAll("scripts") List<Drawn> drawn, @ForAll("types") String type, @ForAll("channels") @Nullable String header,
            @ForAll("channels") @Nullable String inEvent) {
        List<Script> scripts = scripts(drawn);
        Map<String, Object> event = new LinkedHashMap<>();
        if (inEvent != null) {
            event.put("channel", inEvent);
        }

        List<TriggerIndex.Match> found = new TriggerIndex(scripts).find(type, header, event);

        assertThat(found.stream().map(TheTriggerIndexAgreesWithAScanTest::description).toList())
                .isEqualTo(scan(scripts, type, header, inEvent));
    }

    /** As the words of the reference say it, trigger by trigger. */
    private static List<String> scan(List<Script> scripts, String type, @Nullable String header, @Nullable String inEvent) {
        List<String> found = new ArrayList<>();
        for (Script script : scripts) {
            String ofEvent = script.definition().about().useCase().channel() != null ? inEvent : null;
            String channel = header != null ? header : ofEvent;
            List<Trigger> triggers = script.definition().events().triggers();
            List<Integer> matching = new ArrayList<>();
            for (int i = 0; i < triggers.size(); i++) {
                Trigger trigger = triggers.get(i);
                boolean fits = trigger.channels().isEmpty() || channel != null && trigger.channels().contains(channel);
                if (script.definition().about().active() && fits && isOfType(trigger.event(), type)) {
                    matching.add(i);
                }
            }
            if (!matching.isEmpty()) {
                found.add(script.name() + matching);
            }
        }
        return found;
    }

    private static boolean isOfType(String pattern, String type) {
        if (pattern.equals("*")) {
            return true;
        }
        String[] wanted = pattern.split("[.]", -1);
        String[] segments = type.split("[.]", -1);
        if (!wanted[wanted.length - 1].equals("*") || wanted.length == 1) {
            return pattern.equals(type);
        }
        String rest
                = String.join(".", List.of(segments).subList(Math.min(wanted.length - 1, segments.length), segments.length));
        return segments.length >= wanted.length && !rest.isEmpty() && List.of(segments).subList(0, wanted.length - 1)
                .equals(List.of(wanted).subList(0, wanted.length - 1));
    }

    private static String description(TriggerIndex.Match match) {
        return match.script().name() + match.triggers().stream().map(TriggerIndex.IndexedTrigger::number).toList();
    }

    private static List<Script> scripts(List<Drawn> drawn) {
        List<Script> scripts = new ArrayList<>();
        for (int i = 0; i < drawn.size(); i++) {
            StringBuilder yaml = new StringBuilder("webhookscript: \"1.0\"\nuseCase: ").append(drawn.get(i).useCase())
                    .append("\nactive: ").append(drawn.get(i).active())
                    .append("\nrequest: { url: \"https://example.com/\" }\ntriggers:\n");
            drawn.get(i).triggers().forEach(t -> yaml.append("  - { event: \"").append(t.event()).append("\", channels: ")
                    .append(t.channels()).append(" }\n"));
            scripts.add(READER.read("s" + i + ".webhookscript.yaml", yaml.toString()).orThrow());
        }
        return scripts;
    }

    @Provide
    Arbitrary<List<Drawn>> scripts() {
        Arbitrary<Trigger> triggers = Combinators.combine(
                Arbitraries.of("a", "b", "a.b", "a.b.c", "a.*", "a.b.*", "b.*", "*", "a..b", "a.", "a..*"), channelLists())
                .as((event, channels) -> new Trigger(event, null, channels));
        return Combinators.combine(
                Arbitraries.of("any", "chat", "ticket"), Arbitraries.of(true, true, true, false),
                triggers.list().ofMinSize(1).ofMaxSize(4))
                .as(Drawn::new).list().ofMaxSize(6);
    }

    private static Arbitrary<List<String>> channelLists() {
        return Arbitraries.of("sms", "mail", "web").list().ofMaxSize(2);
    }

    @Provide
    Arbitrary<String> types() {
        return Arbitraries.of(
                "a", "b", "a.b", "a.b.c", "a.b.c.d", "a.", "a..", "a..b", ".", "..", ".a", "a.*", "*", "c", "a.c", "b.a",
                "ab.c", "A.b");
    }

    @Provide
    Arbitrary<@Nullable String> channels() {
        return Arbitraries.of("sms", "mail", "fax").injectNull(0.25);
    }
}
