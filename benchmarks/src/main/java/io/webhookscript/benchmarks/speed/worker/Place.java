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
package io.webhookscript.benchmarks.speed.worker;

import java.util.List;
import java.util.regex.Pattern;

import jdk.jfr.consumer.RecordedFrame;

/**
 * Where a sample belongs: to the innermost frame that is of the component, of Camel, of a library with a name here, or
 * of the harness. What a JDK class does belongs to its caller.
 */
final class Place {

    static final String OURS = "io.webhookscript.";

    private static final Pattern NESTED = Pattern.compile("\\$.*");

    private static final List<Known> KNOWN = List.of(
            new Known("io.webhookscript.benchmarks.", "harness: callers, events"),
            new Known("org.apache.camel.processor.TotalRequestsThrottler", "Camel: throttle EIP"),
            new Known("org.apache.camel.processor.ConcurrentRequestsThrottler", "Camel: throttle EIP"),
            new Known("org.apache.camel.component.resilience4j.", "Camel: circuit breaker EIP"),
            new Known("io.github.resilience4j.", "Camel: circuit breaker EIP"),
            new Known("org.apache.camel.component.micrometer.", "Micrometer"),
            new Known("io.micrometer.", "Micrometer"),
            new Known("ch.qos.logback.", "Logback"),
            new Known("org.apache.camel.", "Camel: routes, exchanges, processors"));

    private record Known(String prefix, String name) {
    }

    private Place() {
    }

    static String of(List<RecordedFrame> frames) {
        for (RecordedFrame frame : frames) {
            String type = frame.getMethod().getType().getName();
            String name = nameOf(type);
            if (!name.isEmpty()) {
                return name;
            }
        }
        return "JVM and JDK on their own threads";
    }

    /** Empty for a class that stands for its caller. */
    static String nameOf(String type) {
        for (Known known : KNOWN) {
            if (type.startsWith(known.prefix())) {
                return known.name();
            }
        }
        return type.startsWith(OURS) ? NESTED.matcher(type.substring(OURS.length())).replaceFirst("") : "";
    }
}
