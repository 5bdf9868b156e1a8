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

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tools have no Camel on their class path, and start fast: neither Camel nor Jackson's object mapper is loaded. */
class ScriptsAreReadWithoutCamelTest {

    private static final String SCRIPT
            = """
                    webhookscript: "1.0"
                    useCase: contact
                    request: { method: PUT, url: "https://crm.example.com/{{ contact.id }}", body: { json: { tags: "{{ contact.tags }}" } } }
                    response: { variables: { a: { jsonpath: $.id }, b: { xpath: /a }, c: { mvel: response.status }, d: { jq: .id } } }
                    """;

    @Test
    void aScriptIsReadAndWhatOnlyCamelKnowsIsNoted() throws Exception {
        try (URLClassLoader tool = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            assertThatExceptionOfType(ClassNotFoundException.class)
                    .isThrownBy(() -> tool.loadClass("org.apache.camel.CamelContext"));
            assertThatExceptionOfType(ClassNotFoundException.class)
                    .isThrownBy(() -> tool.loadClass("com.fasterxml.jackson.databind.ObjectMapper"));

            Class<?> environment = tool.loadClass("io.webhookscript.script.reader.ScriptEnvironment");
            Class<?> reader = tool.loadClass("io.webhookscript.script.reader.ScriptReader");
            Object standalone = environment.getMethod("withLanguages", Collection.class)
                    .invoke(environment.getMethod("standalone").invoke(null), List.of("jsonpath", "xpath", "mvel", "jq"));
            Object result = reader.getMethod("read", String.class, String.class)
                    .invoke(reader.getConstructor(environment).newInstance(standalone), "crm.webhookscript.yaml", SCRIPT);

            List<?> problems = (List<?>) result.getClass().getMethod("problems").invoke(result);
            assertThat(problems).extracting(Object::toString).allSatisfy(problem -> assertThat(problem).contains("note: "));
        }
    }

    private static URL[] classPath() {
        Pattern without = Pattern.compile("camel-(?!webhook).*\\.jar|jackson-databind.*\\.jar");
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1)).map(Path::of)
                .filter(entry -> !without.matcher(entry.getFileName().toString()).matches())
                .map(ScriptsAreReadWithoutCamelTest::url).toArray(URL[]::new);
    }

    private static URL url(Path entry) {
        try {
            return entry.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
