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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Looks into the jar that was built, as those who use it find it. */
class BuiltJarIT {

    private JarFile jar;

    @BeforeEach
    void open() throws IOException {
        jar = new JarFile(System.getProperty("built.jar"));
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    @Test
    void carriesLicenceAndNotice() throws IOException {
        for (String name : List.of("LICENSE", "NOTICE")) {
            assertThat(content("META-INF/" + name)).isEqualTo(Files.readAllBytes(Path.of("..", name)));
        }
    }

    @Test
    void carriesWhatToolsLookFor() throws IOException {
        assertThat(content("META-INF/webhookscript/webhookscript-1.0.schema.json")).isEqualTo(Files.readAllBytes(
                Path.of("src/main/resources/META-INF/webhookscript/webhookscript-1.0.schema.json")));
        assertThat(content("META-INF/io/webhookscript/webhookscript.json")).as("for Camel's catalog").isNotEmpty();
        assertThat(content("META-INF/jandex.idx")).as("for Quarkus").isNotEmpty();
        for (String service : List.of(
                "component/webhookscript", "configurer/webhookscript-component", "configurer/webhookscript-endpoint",
                "urifactory/webhookscript-endpoint", "routes-loader/webhookscript-yaml", "routes-loader/webhookscript-json")) {
            String found = new String(content("META-INF/services/org/apache/camel/" + service), StandardCharsets.UTF_8);
            String className = found.lines().filter(l -> l.startsWith("class=")).findFirst().orElseThrow().substring(6);
            assertThat(jar.getEntry(className.replace('.', '/') + ".class")).as(service).isNotNull();
        }
    }

    @Test
    void holdsNoTests() {
        assertThat(jar.stream().map(JarEntry::getName))
                .noneMatch(n -> n.endsWith("ArchitectureTest.class") || n.endsWith("IT.class"));
    }

    /** As the jars of Camel's own components do, so that tools find what is in it. */
    @Test
    void namesItsComponentAndItsDevConsole() throws IOException {
        for (String file : List.of("component", "dev-consoles")) {
            Properties properties = new Properties();
            properties.load(new ByteArrayInputStream(
                    content(
                            "META-INF/services/org/apache/camel/" + file + ".properties")));

            assertThat(properties).containsEntry(file.equals("component") ? "components" : file, "webhookscript")
                    .containsEntry("groupId", "io.webhookscript")
                    .containsEntry("artifactId", "camel-webhookscript").containsEntry("projectName", "Camel :: Webhookscript")
                    .hasEntrySatisfying("version", version -> assertThat((String) version).matches("[0-9].*"));
        }
    }

    @Test
    void isAModuleAndABundle() throws IOException {
        Attributes manifest = jar.getManifest().getMainAttributes();

        assertThat(manifest.getValue("Automatic-Module-Name")).isEqualTo("io.webhookscript");
        assertThat(manifest.getValue("Bundle-SymbolicName")).isEqualTo("io.webhookscript.camel-webhookscript");
        assertThat(manifest.getValue("Require-Capability")).contains("osgi.extender=org.apache.camel");
        assertThat(clauses(manifest.getValue("Export-Package"))).extracting(c -> c.split(";")[0])
                .containsExactlyInAnyOrderElementsOf(PublicApi.packages());
    }

    /**
     * An import without a range takes whatever version is there, and breaks at run time. That of Resilience4j has none:
     * the bundles that camel-karaf makes of its jars say nothing of versions.
     */
    @Test
    void importsOfOtherBundlesHaveARangeOfVersions() throws IOException {
        List<String> imports = clauses(jar.getManifest().getMainAttributes().getValue("Import-Package"));

        assertThat(imports).anyMatch(i -> i.startsWith("org.apache.camel;version=\"[4.14,5)\""))
                .anyMatch(i -> i.startsWith("org.apache.camel.spi;version=\"[4.14,5)\""))
                .anyMatch(i -> i.startsWith("org.jspecify.annotations;resolution:=optional"))
                .noneMatch(i -> i.startsWith("java."));
        assertThat(imports).as("all with a range; the pom's Import-Package gives one to what says none of itself")
                .filteredOn(
                        i -> !i.matches("(?:javax\\.|org\\.w3c\\.|org\\.xml\\.|com\\.sun\\.|io\\.github\\.resilience4j\\.).*"))
                .allMatch(i -> i.matches(".*;version=\"\\[[0-9.]+,[0-9.]+\\)\".*"));
    }

    /** Apart by commas, but not by those within quotes. */
    private static List<String> clauses(String header) {
        return Arrays.asList(header.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"));
    }

    private byte[] content(String name) throws IOException {
        JarEntry entry = jar.getJarEntry(name);
        assertThat(entry).as(name).isNotNull();
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
