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
package io.webhookscript.management;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import javax.management.ObjectName;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** In a JVM of its own: an application brings Micrometer, OpenTelemetry and camel-health, or leaves them out. */
@Tag("slow")
class RunsWithoutOptionalLibrariesTest {

    private static final List<String> OPTIONAL
            = List.of("camel-micrometer", "micrometer-", "camel-opentelemetry2", "camel-telemetry", "opentelemetry-",
                    "camel-health", "camel-http-", "httpclient5-");

    @Test
    void deliversAsEver(@TempDir Path folder) throws Exception {
        assertThat(run(folder, "")).contains("answer 200, MBeans 1, Micrometer false");
    }

    @Test
    void saysWhichLibraryAnEndpointNeeds(@TempDir Path folder) throws Exception {
        assertThat(run(folder, "http://crm.example.com")).contains(
                "via.crm needs camel-http, which is not on the class path; add the dependency org.apache.camel:camel-http");
    }

    private static String run(Path folder, String endpoint) throws Exception {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String without = Arrays.stream(all.split(File.pathSeparator))
                .filter(jar -> OPTIONAL.stream().noneMatch(name -> Path.of(jar).getFileName().toString().startsWith(name)))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(without).hasSizeLessThan(all.length());

        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-cp", without,
                Application.class.getName(), folder.toString(), endpoint).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    /** The application without them. */
    public static final class Application {

        private Application() {
        }

        public static void main(String[] arguments) throws Exception {
            try (Watched watched = new Watched(Path.of(arguments[0]))) {
                if (!arguments[1].isEmpty()) {
                    watched.camel.component().getVia().put("crm", arguments[1]);
                    System.out.println(refusal(watched));
                    return;
                }
                watched.camel.start();
                Exchange exchange = watched.camel.call("webhookscript:hook", "{}");
                int beans = ManagementFactory.getPlatformMBeanServer()
                        .queryNames(new ObjectName("org.apache.camel:type=webhookscript,*"), null).size();
                System.out.println("answer " + exchange.getMessage().getHeader("CamelHttpResponseCode") + ", MBeans " + beans
                                   + ", Micrometer "
                                   + (watched.camel.camelContext().getClassResolver()
                                           .resolveClass("io.micrometer.core.instrument.MeterRegistry")
                                      != null));
            }
        }

        private static String refusal(Watched watched) {
            try {
                watched.camel.start();
                return "started";
            } catch (Exception refused) {
                StringBuilder words = new StringBuilder();
                for (Throwable t = refused; t != null; t = t.getCause()) {
                    words.append(t.getMessage()).append('\n');
                }
                return words.toString();
            }
        }
    }
}
