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

import java.nio.charset.Charset;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The fields of a query or a form ({@code application/x-www-form-urlencoded}). */
public final class FormFields {

    private static final Pattern SEPARATOR = Pattern.compile("&");

    private FormFields() {
    }

    /** A field; its value is empty if it has none. */
    public record Field(String name, String value) {
    }

    /**
     * The fields in their order, decoded one by one.
     *
     * @return a stream that throws an IllegalArgumentException at a percent sign that does not begin an escape
     */
    public static Stream<Field> of(String text, Charset charset) {
        return SEPARATOR.splitAsStream(text).filter(pair -> !pair.isEmpty()).map(pair -> {
            int equals = pair.indexOf('=');
            return new Field(
                    PercentEncoding.decodeForm(equals < 0 ? pair : pair.substring(0, equals), charset),
                    equals < 0 ? "" : PercentEncoding.decodeForm(pair.substring(equals + 1), charset));
        });
    }
}
