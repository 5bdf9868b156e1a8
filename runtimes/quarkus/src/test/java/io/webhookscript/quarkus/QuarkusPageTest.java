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
package io.webhookscript.quarkus;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.webhookscript.script.reader.ReadResult;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the page on Quarkus names is there. */
class QuarkusPageTest {

    private static final String PREFIX = "camel.component.webhookscript.";

    private final String page;

    QuarkusPageTest() throws IOException {
        page = Files.readString(Path.of("../../docs/quarkus.adoc"));
    }

    @Test
    void itsScriptLoads() {
        String script = found("(?m)^echo '(.*)' > .*\\.webhookscript\\.yaml$");

        ReadResult result = new ScriptReader(ScriptEnvironment.standalone())
                .read("tick.webhookscript.yaml", "quarkus.adoc", script.getBytes(StandardCharsets.UTF_8));

        assertThat(result.problems()).isEmpty();
    }

    @Test
    void itsPropertiesAreOptionsOfTheComponent() throws IOException {
        Properties shown = new Properties();
        shown.load(new StringReader(found("(?s)\\[source,properties]\n----\n(.*?)\n----")));
        try (InputStream in = QuarkusPageTest.class.getResourceAsStream("/META-INF/io/webhookscript/webhookscript.json")) {
            String catalog = new String(in.readAllBytes(), StandardCharsets.UTF_8);

            assertThat(shown.stringPropertyNames()).filteredOn(name -> name.startsWith(PREFIX)).hasSize(3)
                    .allSatisfy(name -> assertThat(catalog)
                            .contains("\"" + name.substring(PREFIX.length()).replaceFirst("\\..*", "") + "\""));
        }
    }

    private String found(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(page);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
