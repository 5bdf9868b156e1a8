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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The class path of the harness, and what of it a competitor sees: Camel switches JMX, meters and the dev console on
 * when their jars are there, which would be a cost of some competitors only.
 */
public record ClassPath(List<String> entries) {

    private static final List<String> EVERYTHING_ON
            = List.of("camel-console", "camel-micrometer", "micrometer-core", "micrometer-registry-prometheus",
                    "logback-classic", "logback-core");

    private static final List<String> FOR_NOBODY = List.of("camel-management", "jmh-core");

    public static ClassPath own() {
        return new ClassPath(List.of(System.getProperty("java.class.path").split(File.pathSeparator)));
    }

    /** @param everythingOn whether a script has meters, dev console and Logback */
    public String of(boolean everythingOn) {
        return String.join(File.pathSeparator, entries.stream()
                .filter(entry -> !isOneOf(FOR_NOBODY, entry) && (everythingOn || !isOneOf(EVERYTHING_ON, entry))).toList());
    }

    private static boolean isOneOf(List<String> artifacts, String entry) {
        return artifacts.stream().anyMatch(artifact -> jar(artifact).matcher(entry).find());
    }

    private static Pattern jar(String artifact) {
        return Pattern.compile("[/\\\\]" + Pattern.quote(artifact) + "-(\\d[^/\\\\]*)\\.jar$");
    }

    public Optional<String> version(String artifact) {
        return entries.stream().map(jar(artifact)::matcher).filter(Matcher::find).map(found -> found.group(1)).findFirst();
    }
}
