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

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.webhookscript.script.reader.ScriptReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A script is saved whole and without errors, from the version that its author has seen, and is loaded at once. */
class ScriptsAreEditedInOneFolderTest {

    private static final String CRM = """
            webhookscript: "1.0"   # the format
            name: crm
            useCase: contact
            request:
              method: PUT
              url: "https://crm.example.com/{{ contact.id }}"   # unchanged
            """;

    @TempDir
    private Path folder;

    private String version;

    @BeforeEach
    void writesTheScript() throws Exception {
        Files.writeString(file("crm"), CRM);
        version = ScriptReader.version(Files.readAllBytes(file("crm")));
    }

    @Test
    void aSavedScriptIsLoadedAtOnceInItsNewVersion() throws Exception {
        try (ConsoleApplication application = new ConsoleApplication(folder).start()) {
            String changed = CRM.replace("PUT", "PATCH");

            RawHttp.Response saved = save(application, "crm", Map.of("If-Match", '"' + version + '"'), changed);

            assertThat(saved.status()).isEqualTo(200);
            assertThat(Files.readString(file("crm"))).isEqualTo(changed);
            String now = saved.json().path("version").asText();
            assertThat(saved.header("etag")).isEqualTo('"' + now + '"');
            assertThat(application.get("api/scripts/crm").json().path("version").asText()).isEqualTo(now);
            assertThat(application.get("api/scripts/crm").json().path("method").asText()).isEqualTo("PATCH");
            assertThat(application.audit()).extracting(ConsoleAuditEvent::toString).containsExactly(
                    "console: user local: save script crm (version " + version + " replaced by " + now + ")");
            assertThat(names()).containsExactly("crm.webhookscript.yaml");
        }
    }

    @Test
    void aSavedFileKeepsItsPermissions() throws Exception {
        Files.setPosixFilePermissions(file("crm"), PosixFilePermissions.fromString("rw-rw-r--"));
        try (ConsoleApplication application = new ConsoleApplication(folder).start()) {

            save(application, "crm", Map.of("If-Match", '"' + version + '"'), CRM + "# more\n");

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("crm")))).isEqualTo("rw-rw-r--");
        }
    }

    @Test
    void aTextWithErrorsIsNotSaved() throws Exception {
        try (ConsoleApplication application = new ConsoleApplication(folder).start()) {
            RawHttp.Response refused
                    = save(application, "crm", Map.of("If-Match", '"' + version + '"'), CRM.replace("method", "metod"));

            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.json().at("/error/problems/0/code").asText()).isEqualTo("unknown-key");
            assertThat(Files.readString(file("crm"))).isEqualTo(CRM);
            assertThat(application.component().scripts().problems()).isEmpty();
            assertThat(application.audit()).isEmpty();
        }
    }

    /** Only a file that is a link, or that is gone, may not be quoted; this text comes from the user. */
    @Test
    void theProblemsOfANewScriptQuoteItsText() throws Exception {
        try (ConsoleApplication application = new ConsoleApplication(folder).start()) {
            String wrong = CRM.replace("name: crm", "name: billing").replace("method", "metod");

            RawHttp.Response checked = application.post("api/check", Map.of("name", "billing", "source", wrong));
            RawHttp.Response refused = save(application, "billing", Map.of("If-None-Match", "*"), wrong);

            for (JsonNode problem : List.of(checked.json().at("/problems/0"), refused.json().at("/error/problems/0"))) {
                assertThat(problem.path("field").asText()).isEqualTo("request.metod");
                assertThat(problem.path("found").asText()).contains("metod");
                assertThat(problem.path("suggestions").toString()).contains("method");
            }
        }
    }

    @Test
    void anotherUseCaseIsNotSaved() throws Exception {
        try (ConsoleApplication application = new ConsoleApplication(folder).start()) {
            RawHttp.Response refused = save(
                    application, "crm", Map.of("If-Match", '"' + version + '"'),
                    CRM.replace("useCase: contact", "useCase: any"));

            assertThat(refused.json().at("/error/problems/0/code").asText()).isEqualTo("use-case-changed");
            assertThat(Files.readString(file("crm"))).isEqualTo(CRM);
        }
    }

    @Test
    void aTextThatWasMadeFromAnotherVersionIsNotSaved() throws Exception {
        try (ConsoleApplication application = new ConsoleApplication(folder).start()) {
            String meanwhile = CRM + "# from somebody else\n";
            save(application, "crm", Map.of("If-Match", '"' + version + '"'), meanwhile);

            RawHttp.Response late = save(application, "crm", Map.of("If-Match", '"' + version + '"'), CRM + "# mine\n");
            RawHttp.Response without = save(application, "crm", Map.of(), CRM + "# mine\n");
            RawHttp.Response any = save(application, "crm", Map.of("If-Match", "*"), CRM + "# mine\n");

            assertThat(late.status()).isEqualTo(412);
            assertThat(late.json().at("/error/source").asText()).isEqualTo(meanwhile);
            assertThat(late.json().at("/error/version").asText()).hasSize(12).isNotEqualTo(version);
            assertThat(without.status()).isEqualTo(428);
            assertThat(any.status()).isEqualTo(412);
            assertThat(Files.readString(file("crm"))).isEqualTo(meanwhile);
        }
    }

    @Test
    void aNewScriptGetsAFreeName() throws Exception {
        try (ConsoleApplication application = new ConsoleApplication(folder).start()) {
            String billing = CRM.replace("name: crm", "name: billing");

            RawHttp.Response created = save(application, "billing", Map.of("If-None-Match", "*"), billing);
            RawHttp.Response again = save(application, "billing", Map.of("If-None-Match", "*"), billing);
            RawHttp.Response otherName = save(application, "shop", Map.of("If-None-Match", "*"), billing);

            assertThat(created.status()).isEqualTo(201);
            assertThat(application.get("api/scripts/billing").json().path("state").asText()).isEqualTo("started");
            assertThat(again.code()).isEqualTo("name-taken");
            assertThat(otherName.json().at("/error/problems/0/code").asText()).isEqualTo("name-unlike-file");
            assertThat(application.audit()).extracting(ConsoleAuditEvent::getAction).containsExactly("create");
        }
    }

    @Test
    void aRenamedScriptKeepsItsText() throws Exception {
        try (ConsoleApplication application = new ConsoleApplication(folder).start()) {
            RawHttp.Response renamed = application.send(
                    "POST", "api/scripts/crm/rename", Map.of("If-Match", '"' + version + '"'), Map.of("to", "customers"));

            assertThat(renamed.status()).isEqualTo(201);
            assertThat(Files.readString(file("customers"))).isEqualTo(CRM.replace("name: crm", "name: customers"));
            assertThat(names()).containsExactly("customers.webhookscript.yaml");
            assertThat(application.get("api/scripts/customers").json().path("state").asText()).isEqualTo("started");
            assertThat(application.component().repository().names()).containsExactly("customers");
        }
    }

    @Test
    void aScriptThatARouteUsesIsNeitherRenamedNorDeleted() throws Exception {
        try (ConsoleApplication application = new ConsoleApplication(folder).start()) {
            application.route("contacts", "crm");

            RawHttp.Response renamed = application.send(
                    "POST", "api/scripts/crm/rename", Map.of("If-Match", '"' + version + '"'), Map.of("to", "customers"));
            RawHttp.Response deleted
                    = application.send("DELETE", "api/scripts/crm", Map.of("If-Match", '"' + version + '"'), "");

            assertThat(renamed.code()).isEqualTo("in-use");
            assertThat(deleted.json().at("/error/routes").toString()).isEqualTo("[\"contacts\"]");
            assertThat(names()).containsExactly("crm.webhookscript.yaml");
        }
    }

    @Test
    void aDeletedScriptIsGoneAtOnce() throws Exception {
        try (ConsoleApplication application = new ConsoleApplication(folder).start()) {
            RawHttp.Response deleted
                    = application.send("DELETE", "api/scripts/crm", Map.of("If-Match", '"' + version + '"'), "");

            assertThat(deleted.status()).isEqualTo(204);
            assertThat(names()).isEmpty();
            assertThat(application.component().repository().names()).isEmpty();
            assertThat(save(application, "crm", Map.of("If-None-Match", "*"), CRM).status()).isEqualTo(201);
        }
    }

    @Test
    void aBrokenFileOfTheFolderIsRepaired() throws Exception {
        Files.writeString(file("crm"), CRM.replace("method", "metod"));
        String broken = ScriptReader.version(Files.readAllBytes(file("crm")));
        try (ConsoleApplication application = new ConsoleApplication(folder).start()) {
            assertThat(application.get("api/scripts/crm").json().path("state").asText()).isEqualTo("broken");

            assertThat(save(application, "crm", Map.of("If-Match", '"' + broken + '"'), CRM).status()).isEqualTo(200);

            assertThat(application.get("api/scripts/crm").json().path("state").asText()).isEqualTo("started");
        }
    }

    @Test
    void aCopyIsNotActive() throws Exception {
        try (ConsoleApplication application = new ConsoleApplication(folder).start()) {
            RawHttp.Response draft = application.post("api/drafts", Map.of("name", "copy", "from", "crm"));

            assertThat(draft.json().path("source").asText()).isEqualTo(
                    CRM.replace("name: crm", "name: copy").replace("request:", "active: false\nrequest:"));
            assertThat(names()).containsExactly("crm.webhookscript.yaml");
        }
    }

    @Test
    void aScriptInAnotherFolderIsShownAndNotSaved() throws Exception {
        Path editable = Files.createDirectory(folder.resolve("own"));
        try (ConsoleApplication application = new ConsoleApplication(folder).with("folder", "file:" + editable).start()) {
            assertThat(application.get("api/scripts/crm/source").json().path("editable").asBoolean()).isFalse();
            assertThat(application.get("api/scripts/crm/source").json().path("source").asText()).isEqualTo(CRM);

            RawHttp.Response refused = save(application, "crm", Map.of("If-Match", '"' + version + '"'), CRM + "# more\n");

            assertThat(refused.code()).isEqualTo("not-editable");
            assertThat(Files.readString(file("crm"))).isEqualTo(CRM);
        }
    }

    @Test
    void aScriptInAJarIsShownAndCopied() throws Exception {
        Path jar = folder.resolve("scripts.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("jarred/"));
            out.putNextEntry(new JarEntry("jarred/packed.webhookscript.yaml"));
            out.write(CRM.replace("name: crm", "name: packed").getBytes(StandardCharsets.UTF_8));
        }
        try (URLClassLoader classLoader = new URLClassLoader(new URL[] { jar.toUri().toURL() }, getClass().getClassLoader());
             ConsoleApplication application
                     = new ConsoleApplication(folder).withScriptsOf("classpath:jarred/", classLoader).start()) {

            JsonNode source = application.get("api/scripts/packed/source").json();
            RawHttp.Response draft = application.post("api/drafts", Map.of("name", "own", "from", "packed"));

            assertThat(source.path("source").asText()).isEqualTo(CRM.replace("name: crm", "name: packed"));
            assertThat(source.path("loaded").asBoolean()).isTrue();
            assertThat(source.path("editable").asBoolean()).isFalse();
            assertThat(source.path("fileName").asText()).isEqualTo("packed.webhookscript.yaml");
            assertThat(draft.json().path("source").asText()).contains("name: own\n").contains("active: false\n");
        }
    }

    private static RawHttp.Response save(
            ConsoleApplication application, String name, Map<String, String> headers, String source)
            throws Exception {
        return application.send("PUT", "api/scripts/" + name, headers, Map.of("source", source));
    }

    private Path file(String name) {
        return folder.resolve(name + ".webhookscript.yaml");
    }

    private Stream<String> names() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList().stream();
        }
    }
}
