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
package io.webhookscript.samples.crmsync;

import java.math.BigInteger;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One event that ships with the sample.
 *
 * @param number its place among all events, from 1
 * @param source how it enters
 * @param text   the event as its source sends it
 */
record ContactEvent(int number, Source source, String text) {

    JsonNode contact() {
        return ExactJson.read(text).get("contact");
    }

    BigInteger contactId() {
        return contact().get("id").bigIntegerValue();
    }

    /** The file that carries it when it is dropped into the folder. */
    String fileName() {
        return "contact-%03d".formatted(number);
    }
}
