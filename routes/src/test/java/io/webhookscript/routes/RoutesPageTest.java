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
package io.webhookscript.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.util.FileUtil;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

/** Holds the page to the templates. With {@code -Dgolden.update} it writes the tables anew. */
class RoutesPageTest {

    private static final Path PAGE = Path.of("../docs/routes.adoc");

    static Stream<String> templates() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/io/webhookscript/routes"))) {
            return files.map(file -> FileUtil.stripExt(String.valueOf(file.getFileName()))).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void listsEveryParameterOfARouteTemplate(String template) throws Exception {
        String page = Files.readString(PAGE);
        Matcher table = Pattern.compile("(?s)(// parameters: " + template + "\n)(.*?)(// end of parameters)").matcher(page);
        assertThat(table.find()).isTrue();
        String expected = tableOf(template);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page.substring(0, table.start(2)) + expected + page.substring(table.end(2)));
            return;
        }

        assertThat(table.group(2)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void isDescribedWhereItIsUsed(String template) throws Exception {
        RouteTemplateDefinition definition = load(template);

        assertThat(definition.getDescription()).isNotBlank();
        assertThat(definition.getTemplateParameters()).allSatisfy(
                parameter -> assertThat(parameter.getDescription()).as(parameter.getName()).isNotBlank());
    }

    private static String tableOf(String template) throws Exception {
        List<RouteTemplateParameterDefinition> parameters = load(template).getTemplateParameters();
        return "[cols=\"1,3,1\"]\n|===\n| Parameter | Meaning | Default\n\n"
               + parameters.stream().map(RoutesPageTest::row).collect(joining("\n")) + "|===\n";
    }

    private static String row(RouteTemplateParameterDefinition parameter) {
        String value = parameter.getDefaultValue();
        return "| `" + parameter.getName() + "`\n| " + parameter.getDescription() + "\n| "
               + (parameter.isRequired() && value == null ? "required" : value == null || value.isEmpty() ? "none"
                       : "`+" + value + "+`")
               + "\n";
    }

    private static RouteTemplateDefinition load(String template) throws Exception {
        try (DefaultCamelContext camelContext = new DefaultCamelContext()) {
            for (RoutesBuilder routes : PluginHelper.getRoutesLoader(camelContext).findRoutesBuilders(
                    ResourceHelper.resolveMandatoryResource(camelContext,
                            "classpath:io/webhookscript/routes/" + template + ".yaml"))) {
                camelContext.addRoutes(routes);
            }
            return camelContext.getRouteTemplateDefinition(template);
        }
    }
}
