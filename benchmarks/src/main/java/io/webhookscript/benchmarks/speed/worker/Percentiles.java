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

import java.util.Arrays;

/** Times in ascending order. */
record Percentiles(long[] nanos) {

    /** @param nanos 0 for an event that did not end */
    static Percentiles of(long[] nanos) {
        return new Percentiles(Arrays.stream(nanos).filter(took -> took > 0).sorted().toArray());
    }

    /** NaN when nothing ended. */
    double micros(double share) {
        return nanos.length == 0
                ? Double.NaN
                : nanos[Math.min(nanos.length - 1, (int) (share * nanos.length))] / 1e3;
    }
}
