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
package io.webhookscript.value;

/** Bounds of data that comes from strangers, wherever it is read, copied or written. */
public final class DataLimits {

    /**
     * Levels of maps and lists: far beyond what people write, and far below what would overflow a thread's stack, since
     * reading and walking are recursive.
     */
    public static final int MAX_DEPTH = 1_000;

    /** A number of more digits, as written or without its exponent, would exhaust the code that prints it. */
    public static final int MAX_DIGITS = 1_000;

    private DataLimits() {
    }
}
