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
package io.webhookscript.benchmarks.speed.machine;

import java.io.File;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Camel switches meters, the dev console and JMX on for all that find their jars. */
class CompetitorsSeeOnlyTheirJarsTest {

    private final ClassPath classPath = new ClassPath(
            List.of("/r/camel-micrometer-4.18.0.jar", "/r/micrometer-commons-1.15.6.jar",
                    "/r/camel-management-4.18.0.jar", "/r/camel-management-api-4.18.0.jar", "/r/logback-classic-1.5.29.jar",
                    "/x/target/classes"));

    @Test
    void metersAreForTheScriptWithEverythingOn() {
        assertThat(classPath.of(false).split(File.pathSeparator)).containsExactly("/r/micrometer-commons-1.15.6.jar",
                "/r/camel-management-api-4.18.0.jar", "/x/target/classes");
        assertThat(classPath.of(true).split(File.pathSeparator)).containsExactly("/r/camel-micrometer-4.18.0.jar",
                "/r/micrometer-commons-1.15.6.jar", "/r/camel-management-api-4.18.0.jar", "/r/logback-classic-1.5.29.jar",
                "/x/target/classes");
    }

    @Test
    void versionsAreReadFromTheNames() {
        assertThat(classPath.version("logback-classic")).contains("1.5.29");
        assertThat(classPath.version("logback")).isEmpty();
    }
}
