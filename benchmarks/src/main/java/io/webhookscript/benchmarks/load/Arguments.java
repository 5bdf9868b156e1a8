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
package io.webhookscript.benchmarks.load;

/** What a harness was called with: the name of a run, and its numbers. */
record Arguments(String... given) {

    String run(String otherwise) {
        return given.length > 0 ? given[0] : otherwise;
    }

    /** The first number is number 1. */
    int number(int at, int otherwise) {
        return given.length > at ? Integer.parseInt(given[at]) : otherwise;
    }
}
