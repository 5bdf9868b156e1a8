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
package io.webhookscript.console;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds the metadata for editors to the table of the page. With {@code -Dgolden.update=true} it writes them anew. */
class EditorsOfSpringBootKnowEachOptionTest {

    private static final Path METADATA = Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");
    private static final Path PAGE = Path.of("../docs/console.adoc");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(webhookscript\\.console\\.\\w+)`\n\\| (.*)\n\\| (.*)$");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @Test
    void withTypeDescriptionAndDefault() throws Exception {
        ObjectNode metadata = JSON.createObjectNode();
        ArrayNode properties = metadata.putArray("properties");
        ROW.matcher(Files.readString(PAGE)).results().forEach(row -> {
            Matcher value = CODE.matcher(row.group(3));
            String byDefault = value.matches() ? value.group(1) : "";
            properties.addObject().put("name", hyphenated(row.group(1))).put("type", typeOf(byDefault))
                    .put("description", text(row.group(2)));
            if (!byDefault.isEmpty()) {
                ((ObjectNode) properties.get(properties.size() - 1)).put("defaultValue", byDefault);
            }
        });
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(METADATA, JSON.writeValueAsString(metadata) + "\n");
        }

        assertThat(properties).hasSizeGreaterThan(10);
        assertThat(JSON.readTree(METADATA.toFile())).isEqualTo(metadata);
    }

    private static String hyphenated(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String typeOf(String value) {
        if (value.equals("false")) {
            return "java.lang.Boolean";
        }
        return value.matches("\\d+") ? "java.lang.Integer" : "java.lang.String";
    }

    /** Without the marks of AsciiDoc, and without references to other sections. */
    private static String text(String description) {
        return description.replaceAll(" See <<\\w+>>\\.", "").replace("`", "");
    }
}
