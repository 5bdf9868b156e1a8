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
package io.webhookscript.store.jdbc.deliverylog;

import java.time.Duration;

/**
 * The retention of a log in a database: an entry is kept until one of both limits is exceeded.
 *
 * @param age     maximum time since the delivery ended; at least a second
 * @param entries maximum number of entries; at least 1
 */
record Retention(Duration age, long entries) {

    /** A month of deliveries; ten million of them take about 5 GB. */
    static final Retention DEFAULT = new Retention(Duration.ofDays(30), 10_000_000);

    public Retention {
        if (age.compareTo(Duration.ofSeconds(1)) < 0 || entries < 1) {
            throw new IllegalArgumentException(
                    "age is " + age + " and entries " + entries + ", expected at least a second and 1");
        }
    }
}
