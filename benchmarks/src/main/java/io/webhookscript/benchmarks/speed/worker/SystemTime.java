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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** CPU time of this process in its own code and in the operating system's, on Linux, in ticks. */
record SystemTime(long user, long system) {

    private static final Path STAT = Path.of("/proc/self/stat");

    static SystemTime now() throws IOException {
        if (!Files.exists(STAT)) {
            return new SystemTime(0, 0);
        }
        String line = Files.readString(STAT);
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        return new SystemTime(Long.parseLong(fields[11]), Long.parseLong(fields[12]));
    }

    /** NaN where it is not known. */
    double shareSince(SystemTime before) {
        double both = user + system - before.user - before.system;
        return (system - before.system) / both;
    }
}
