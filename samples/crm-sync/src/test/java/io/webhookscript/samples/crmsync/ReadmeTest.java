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
package io.webhookscript.samples.crmsync;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import io.webhookscript.WebhookScriptComponent;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's script and the hand-written route beside it both run as they stand there, and do the same. */
class ReadmeTest {

    private static final CrmBehaviour FRIENDLY = new CrmBehaviour(Set.of(), Set.of(), Set.of(), Set.of(), Set.of());
    private static final String EVENT = """
            {"contact": {"id": 7, "first_name": "Zoë", "last_name": "O\\"Neil", "profile": {"height": 172}}}""";
    private static final String SENT = """
            {"id":7,"name":"Zoë O\\"Neil","height":172}""";

    private static String readme = "";

    @TempDir
    Path folder;

    @BeforeAll
    static void read() throws Exception {
        readme = Files.readString(Path.of("../../README.md"));
    }

    @Test
    void itsScriptAndItsRouteSendTheEvent() throws Exception {
        Files.writeString(folder.resolve("crm-upsert-contact.webhookscript.yaml"), block("yaml", "webhookscript:"));
        try (Crm crm = Crm.start(FRIENDLY); DefaultCamelContext camelContext = new DefaultCamelContext()) {
            PropertiesComponent properties = (PropertiesComponent) camelContext.getPropertiesComponent();
            properties.addInitialProperty("webhookscript.secret.crm", Crm.KEY);
            properties.addInitialProperty("webhookscript.context.crm-upsert-contact.baseUrl", crm.baseUrl());
            WebhookScriptComponent component = new WebhookScriptComponent();
            component.setScripts("file:" + folder);
            component.setAllow("loopback");
            camelContext.addComponent("webhookscript", component);
            camelContext.addRoutes(routes(camelContext, block("yaml", "- route:")));
            camelContext.start();

            Exchange response = camelContext.createProducerTemplate()
                    .request("direct:contact-changed", request -> request.getMessage().setBody(EVENT));

            assertThat(response.getException()).isNull();
            assertThat(response.getMessage().getBody(String.class)).isEqualTo("plan free, id 500001");
            assertThat(onlyContact(crm)).hasToString(SENT);
        }
    }

    @Test
    void theRouteThatItReplacesSendsTheSame() throws Exception {
        try (Crm crm = Crm.start(FRIENDLY); DefaultCamelContext camelContext = new DefaultCamelContext()) {
            PropertiesComponent properties = (PropertiesComponent) camelContext.getPropertiesComponent();
            properties.addInitialProperty("crm.baseUrl", crm.baseUrl());
            properties.addInitialProperty("crm.key", Crm.KEY);
            camelContext.addRoutes(new HandWrittenRoute());
            camelContext.start();

            Exchange response = camelContext.createProducerTemplate()
                    .request("direct:crm-upsert-contact", request -> request.getMessage().setBody(EVENT));

            assertThat(response.getException()).isNull();
            assertThat(response.getVariable("crmId", Integer.class)).isEqualTo(500001);
            assertThat(onlyContact(crm)).hasToString(SENT);
        }
    }

    @Test
    void showsTheRouteThatIsCompiledHere() throws Exception {
        String source = Files.readString(Path.of(
                "src/test/java/io/webhookscript/samples/crmsync/HandWrittenRoute.java"));
        Matcher region = Pattern.compile("(?s)// tag::route\\[]\n(.*?) *// end::route\\[]").matcher(source);
        assertThat(region.find()).isTrue();

        assertThat(block("java", "@Override").strip()).isEqualTo(region.group(1).stripTrailing().stripIndent());
    }

    @Test
    void holdsTheTwoCommandsAsOneLineEach() {
        assertThat(commandUnder("Try it")).isEqualTo("mvn -B -q -Ptry,quick -pl samples/crm-sync -am verify");
        assertThat(commandUnder("Test it")).isEqualTo("mvn -B verify");
    }

    @Test
    void namesNoFileThatDoesNotExist() {
        Matcher links = Pattern.compile("]\\((?!http)([^)#]+)").matcher(readme);

        List<String> missing = links.results().map(link -> link.group(1))
                .filter(link -> !Files.exists(Path.of("../..").resolve(link))).toList();

        assertThat(missing).isEmpty();
    }

    private static String commandUnder(String heading) {
        Matcher section = Pattern.compile("(?s)\n#+ " + heading + "\n.*?```sh\n([^\n]*)\n```").matcher(readme);
        assertThat(section.find()).as(heading).isTrue();
        return section.group(1);
    }

    /** The first fenced block of that language that begins with these words. */
    private static String block(String language, String beginning) {
        Matcher blocks = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(readme);
        return blocks.results().map(block -> block.group(1)).filter(text -> text.startsWith(beginning)).findFirst()
                .orElseThrow(() -> new AssertionError("README.md has no " + language + " block with " + beginning));
    }

    private static RoutesBuilder routes(DefaultCamelContext camelContext, String yaml) throws Exception {
        return PluginHelper.getRoutesLoader(camelContext)
                .findRoutesBuilders(ResourceHelper.fromString("readme.yaml", yaml)).iterator().next();
    }

    private static JsonNode onlyContact(Crm crm) {
        assertThat(crm.contacts()).hasSize(1);
        return crm.contacts().values().iterator().next().get(0);
    }
}
