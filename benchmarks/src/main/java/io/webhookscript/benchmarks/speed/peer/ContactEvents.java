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
package io.webhookscript.benchmarks.speed.peer;

import java.util.List;
import java.util.stream.IntStream;

/**
 * CRM contacts with what goes wrong elsewhere: quotes, umlauts, markup, a 64-bit id, a leading zero, a number as a key,
 * a placeholder in the data.
 */
public final class ContactEvents {

    /** A power of two. */
    private static final int TEXTS = 256;

    private static final long FIRST_ID = 9_007_199_254_740_993L;

    private static final List<String> POOL = IntStream.range(0, TEXTS).mapToObj(ContactEvents::text).toList();

    private ContactEvents() {
    }

    private static String text(int number) {
        return """
                {"type":"contact.updated","contact":{"id":%d,"first_name":"Zoë \\"Zed\\"","last_name":"Müller-Lüdenscheidt",\
                "email":"zoe+t%d@example.com","phone":"+49 30 1234567","company":"Größe & Söhne <GmbH>",\
                "street":"Straße des 17. Juni 135","city":"Köln","zip":"01067","country":"DE","language":"de",\
                "tier":"gold plus","vip":true,"score":12.5,"balance":1234.25,"created":"2025-03-01T10:00:00Z",\
                "owner_ref":"own-%d","notes":"line 1\\nline 2 \\\\ back {{ contact.id }}","tags":["a","b"],\
                "address2":null,"czCol":{"15":182,"16":"x"}}}"""
                .formatted(FIRST_ID + 2L * number, number, number);
    }

    /** All different texts. */
    static List<String> texts() {
        return POOL;
    }

    public static Event numbered(int number) {
        int text = number & (TEXTS - 1);
        return new Event(number, text, "m-" + number, POOL.get(text));
    }
}
