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
package io.webhookscript.response;

import java.time.Duration;
import java.util.stream.Stream;

import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.http.message.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterIsReadTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
            "0, 0", "120, 120", "` 7 `, 7", "`Fri, 02 Jan 2026 03:05:05 GMT`, 60", "`Friday, 02-Jan-26 03:05:05 GMT`, 60",
            "`Fri Jan  2 03:05:05 2026`, 60", "`Sunday, 06-Nov-94 08:49:37 GMT`, 0",
            "`Thursday, 02-Jan-76 03:04:05 GMT`, 1577836800", "`Sunday, 02-Jan-77 03:04:05 GMT`, 0",
            "0000000000060, 60", "`Fri, 02 Jan 2026 03:05:60 GMT`, 114", "`Fri Jan  2 03:05:60 2026`, 114",
            "`Thu, 01 Jan 2026 00:00:00 GMT`, 0", "99999999999999999999, 3155673600" })
    void secondsAndDatesAreRead(String value, long seconds) {
        if (seconds == 3_155_673_600L) {
            assertThat(waitFor(value)).isEqualTo(Duration.ofDays(36_500));
        } else {
            assertThat(waitFor(value)).isEqualTo(Duration.ofSeconds(seconds));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "soon", "-1", "1e3", "2026-01-02", "²" })
    void aValueThatIsNeitherIsIgnored(String value) {
        assertThat(waitFor(value)).isNull();
    }

    @Test
    void theLongestOfSeveralCounts() {
        assertThat(waitFor("1", "soon", "3", "2")).hasSeconds(3);
    }

    private static Duration waitFor(String... values) {
        HttpResponse response = new HttpResponse(
                503, Stream.of(values).map(value -> new HttpHeader("retry-after", value)).toList(), new byte[0], false);
        return new ScriptedResponse().response(response).retryAfter();
    }
}
