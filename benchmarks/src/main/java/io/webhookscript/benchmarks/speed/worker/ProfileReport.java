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

import java.util.Map;

/**
 * @param load        that was profiled
 * @param cpu         share of the samples of running Java code, by place
 * @param bytes       share of the allocated bytes, by place
 * @param systemShare of the CPU time that the operating system took: sockets above all, which samples of Java code do
 *                    not see
 */
public record ProfileReport(LoadReport load, Map<String, Double> cpu, Map<String, Double> bytes, double systemShare) {

    public ProfileReport {
        cpu = Map.copyOf(cpu);
        bytes = Map.copyOf(bytes);
    }
}
