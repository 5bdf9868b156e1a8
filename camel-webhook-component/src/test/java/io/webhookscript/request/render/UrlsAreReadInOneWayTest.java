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
package io.webhookscript.request.render;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UrlsAreReadInOneWayTest {

    @ParameterizedTest
    @CsvSource({
            "https://a.example.com, https://a.example.com/", "http://a.example.com?x=1, http://a.example.com/?x=1",
            "http://127.0.0.1:8080/a/b?c, http://127.0.0.1:8080/a/b?c", "http://[::1]:80/a, http://[::1]:80/a",
            "https://h/%2e%2ea/..b/%2F, https://h/%2e%2ea/..b/%2F", "https://h/a//b, https://h/a//b",
            "https://xn--mnchen-3ya.example/, https://xn--mnchen-3ya.example/", "https://h./a, https://h./a" })
    void keepsAUrlAsItIs(String url, String expected) {
        assertThat(RequestUrl.parse(url).toUri()).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "h/a", "ftp://h/", "HTTP://h/", "https:/h", "https:///a", "https://user@h/", "https://u:p@h/", "https://h/#f",
            "https://h\\@evil/", "https://h/\\..\\x", "https://h/../a", "https://h/a/.", "https://h/%2E%2e/a",
            "https://h/a/%2e",
            "https://h:0/", "https://h:65536/", "https://h:8a/", "https://h h/", "https://h/a b", "https://h/a\r\nb",
            "https://h/\0",
            "https://ä.example/", "https://h/ä", "https://h/😀", "https://h/%zz", "https://a_b.example/", "https://2130706433/",
            "https://0x7f.1/", "https://-a.example/", "https://[::1%25eth0]/", "https://[::1/",
            "http://127\u30020\u30020\u30021/", "http://127\uff0e0.0.1/",
            "http://\u2460\u2461\u2466.0.0.1/", "http://\uff11\uff12\uff17.0.0.1/", "http://\u0430pple.example/",
            "http://127.0.0.1\u00ad/", "http://0/", "http://0x0/", "http://0177.0.0.1/", "http://127.1/", "http://127.0.0.1./",
            "http://h\thidden/", "http://h;x/", "http://h&x/", "http://h'x/", "http://h%2ex/", "http://h,x/",
            "https://h?a=\"b\"" })
    void refusesWhatCouldBeReadInAnotherWay(String url) {
        assertThatThrownBy(() -> RequestUrl.parse(url).toUri()).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({ "https://h/a, https://h/a?p=1", "https://h/a?, https://h/a?p=1", "https://h?x=2&x=3, https://h/?x=2&x=3&p=1" })
    void putsParamsBehindTheQuery(String url, String expected) {
        assertThat(RequestUrl.parse(url).withParams("p=1").toUri()).hasToString(expected);
    }
}
