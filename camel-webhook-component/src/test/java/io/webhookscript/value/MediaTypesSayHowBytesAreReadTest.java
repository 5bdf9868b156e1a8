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

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The Content-Type of an event and that of a response are read by one rule. */
class MediaTypesSayHowBytesAreReadTest {

    @ParameterizedTest
    @ValueSource(strings = {
            "text/plain; charset=iso-8859-1", "TEXT/PLAIN;CHARSET=ISO-8859-1", "text/plain; charset=\"iso-8859-1\"",
            "text/plain; charset='iso-8859-1'", "text/plain; a=b; charset = iso-8859-1 ; c=d" })
    void aCharsetIsReadInAnySpelling(String contentType) {
        MediaType type = MediaType.of(contentType);

        assertThat(type.type()).isEqualTo("text/plain");
        assertThat(type.charset()).contains(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
            "text/plain; charset=klingon, klingon", "text/plain; charset=\"\", ``", "text/plain; charset=\", `\"`",
            "text/plain; charset=\"utf-8, `\"utf-8`" })
    void anUnknownCharsetIsNamedAndNotFound(String contentType, String name) {
        MediaType type = MediaType.of(contentType);

        assertThat(type.charsetName()).isEqualTo(name);
        assertThat(type.charset()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
            "application/json, true, false, false", "text/json, true, false, true",
            "application/problem+json, true, false, false",
            "application/xml, false, true, false", "image/svg+xml, false, true, false", "text/xml, false, true, true",
            "text/csv, false, false, true", "image/png, false, false, false", "application/jsonp, false, false, false" })
    void theKindFollowsTypeAndSuffix(String contentType, boolean json, boolean xml, boolean text) {
        MediaType type = MediaType.of(contentType);

        assertThat(type.isJson()).isEqualTo(json);
        assertThat(type.isXml()).isEqualTo(xml);
        assertThat(type.isText()).isEqualTo(text);
        assertThat(type.saysNothing()).isFalse();
    }

    @Test
    void typesThatSendersPutOnAnythingSayNothing() {
        assertThat(MediaType.of(null).saysNothing()).isTrue();
        assertThat(MediaType.of("text/plain; charset=utf-8").saysNothing()).isTrue();
        assertThat(MediaType.of("application/octet-stream").saysNothing()).isTrue();
    }
}
