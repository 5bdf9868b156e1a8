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
package io.webhookscript;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each feature in {@code docs/features.adoc} has tests that run, and that call a real receiver or use the console in a
 * browser.
 */
class FeaturesPageTest {

    private static final Path PAGE = Path.of("../docs/features.adoc");
    private static final Pattern ROW = Pattern.compile("(?m)^\\|([A-Z]\\d+)\\n((?s:.*?))(?=\\n\\n|\\n\\|===)");
    private static final Pattern TEST
            = Pattern.compile("link:(\\.\\./camel-webhook-component/src/test/java/(\\S+)\\.java)\\[(\\w+)\\]");

    /** A test of the console, in a browser. */
    private static final Pattern BROWSER_TEST
            = Pattern.compile("link:(\\.\\./console/src/test/java/\\S+\\.java)\\[(\\w+)\\]");

    record NamedTest(String feature, Path file, String className, String method) {

        @Override
        public String toString() {
            return feature + " " + method;
        }
    }

    private static Map<String, String> rows() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (MatchResult row : ROW.matcher(Files.readString(PAGE)).results().toList()) {
            assertThat(rows.put(row.group(1), row.group(2))).as(row.group(1)).isNull();
        }
        return rows;
    }

    static List<NamedTest> tests() throws IOException {
        List<NamedTest> tests = new ArrayList<>();
        rows().forEach((feature, row) -> TEST.matcher(lastCell(row)).results().forEach(test -> tests.add(new NamedTest(
                feature, PAGE.resolveSibling(test.group(1)), test.group(2).replace('/', '.'), test.group(3)))));
        return tests;
    }

    private static String lastCell(String row) {
        return row.substring(row.lastIndexOf("\n|") + 2);
    }

    @Test
    void everyFeatureHasARow() throws IOException {
        List<String> features = Stream.of("W13", "C12", "S5", "B12").flatMap(last -> IntStream
                .rangeClosed(1, Integer.parseInt(last.substring(1))).mapToObj(number -> last.charAt(0) + "" + number)).toList();

        assertThat(rows().keySet()).containsExactlyInAnyOrderElementsOf(features);
    }

    @Test
    void everyRowNamesTests() throws IOException {
        rows().forEach((feature, row) -> {
            String cell = lastCell(row);
            assertThat(cell.split(" \\+\\n")).as(feature)
                    .allMatch(part -> TEST.matcher(part).matches() || BROWSER_TEST.matcher(part).matches());
        });
    }

    @Test
    void theTestsOfTheConsoleExist() throws IOException {
        List<MatchResult> named = BROWSER_TEST.matcher(Files.readString(PAGE)).results().toList();

        assertThat(named).isNotEmpty();
        for (MatchResult test : named) {
            assertThat(Files.readString(PAGE.resolveSibling(test.group(1)))).contains("void " + test.group(2) + "(")
                    .doesNotContain("@Disabled");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tests")
    void theTestRuns(NamedTest test) throws ReflectiveOperationException {
        Class<?> type = Class.forName(test.className());
        List<Method> methods
                = Arrays.stream(type.getDeclaredMethods()).filter(method -> method.getName().equals(test.method())).toList();

        assertThat(methods).hasSize(1);
        assertThat(methods.get(0).isAnnotationPresent(Test.class)
                || methods.get(0).isAnnotationPresent(ParameterizedTest.class)).isTrue();
        assertThat(conditions(methods.get(0))).isEmpty();
        assertThat(conditions(type)).isEmpty();
    }

    /** {@code @Disabled}, {@code @EnabledIf} and the like. */
    private static List<String> conditions(AnnotatedElement tested) {
        return Arrays.stream(tested.getAnnotations()).map(annotation -> annotation.annotationType().getSimpleName())
                .filter(name -> name.startsWith("Disabled") || name.startsWith("Enabled")).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tests")
    void theTestCallsAReceiver(NamedTest test) throws Exception {
        Path fixture = test.file().resolveSibling(Class.forName(test.className()).getSuperclass().getSimpleName() + ".java");
        String source = Files.readString(test.file()) + (Files.exists(fixture) ? Files.readString(fixture) : "");

        assertThat(source).contains("RawReceiver").contains(".requests()");
    }
}
