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
package io.webhookscript.benchmarks.speed.receiver;

/** What the receiver does with a request, by the first segment of its path. */
public enum Destination {

    /** Answers at once. */
    OK("ok", 0),

    /** Every tenth request is a 503. */
    TENTH_FAILS("tenth-fails", 10),

    /** Each request is a 503. */
    ALL_FAIL("all-fail", 100),

    /** Answers after 200 ms. */
    SLOW("slow", 0),

    /** Never answers. */
    SILENT("silent", 100);

    private final String path;
    private final int failingPercent;

    Destination(String path, int failingPercent) {
        this.path = path;
        this.failingPercent = failingPercent;
    }

    public String path() {
        return path;
    }

    public int failingPercent() {
        return failingPercent;
    }
}
