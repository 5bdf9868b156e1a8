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

import java.util.List;
import java.util.Map;

import io.webhookscript.request.attempt.Sender;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.script.problem.InvalidScriptException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HostileValuesStayInTheirPlaceTest {

    @AutoClose
    private final Sender sender = new Sender();

    @ParameterizedTest
    @CsvSource(ignoreLeadingAndTrailingWhitespace = false, value = {
            "/,%2F", "a/b,a%2Fb", "%2e%2e,%252e%252e", "?,%3F", "#,%23", "@,%40", "\\,%5C", " ,%20", "😀,%F0%9F%98%80",
            "é,%C3%A9",
            "a;b=c,a%3Bb%3Dc", "//evil.example,%2F%2Fevil.example", "...,...", "%00,%2500" })
    void isOneSegmentOfThePathAndOneValueOfTheQuery(String value, String encoded) throws Exception {
        String line = sender.send("request: { url: \"@base@/x/{{ v }}/y?q={{ v }}\" }", Map.of("v", value)).line();

        assertThat(line).isEqualTo("GET /x/" + encoded + "/y?q=" + encoded + " HTTP/1.1");
    }

    @Test
    void encodesControlCharacters() throws Exception {
        assertThat(sender.send("request: { url: \"@base@/{{ v }}\" }", Map.of("v", "a\r\nb\0")).line())
                .isEqualTo("GET /a%0D%0Ab%00 HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", ".", ".." })
    void refusesASegmentThatIsNone(String value) {
        assertRefused("@base@/x/{{ v }}/y", value);
        assertRefused("@base@/x/{{ v }}", value);
    }

    @Test
    void refusesAListOrMapInThePath() {
        assertThatThrownBy(() -> sender.render("request: { url: \"@base@/{{ v }}\" }", Map.of("v", List.of(1))))
                .isInstanceOf(NotSentException.class);
        assertThatThrownBy(() -> sender.render("request: { url: \"@base@/{{ v }}\" }", Map.of("v", Map.of("a", 1))))
                .isInstanceOf(NotSentException.class);
    }

    @Test
    void keepsSlashesWithTheFilterPath() throws Exception {
        sender.secrets.put("slack", "T0/B0/x y");

        assertThat(sender.send("request: { url: \"@base@/services/{{ secret.slack | path }}\" }", null).line())
                .isEqualTo("GET /services/T0/B0/x%20y HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "a.example.com.evil.test", "evil.test/", "evil.test#", "evil.test?", "evil.test@", "a@b", "a:80", "a b", "", "é",
            "-a", "a\\",
            "a%2eb", "[::1]", "a\r\nb" })
    void refusesWhatIsNotOneLabelOfAHost(String value) {
        sender.allowHosts = List.of("*.example.com", "*.test", "example.com");

        assertRefused("https://{{ v }}.example.com/", value);
    }

    @Test
    void refusesAPlaceholderInThePortWhenTheScriptIsLoaded() {
        assertThatThrownBy(() -> sender.script("request: { url: \"https://a.example.com:{{ v }}/\" }"))
                .isInstanceOf(InvalidScriptException.class);
    }

    @Test
    void refusesAnOriginThatDataChoseUnlessItIsAllowed() throws Exception {
        String yaml = "request: { url: \"https://{{ v }}.example.com/\" }";
        assertThatThrownBy(() -> sender.render(yaml, Map.of("v", "80"))).isInstanceOf(NotSentException.class)
                .hasMessageContaining("allowHosts");

        sender.allowHosts = List.of("*.example.com");

        assertThat(sender.render(yaml, Map.of("v", "80")).call().uri().getHost()).endsWith(".example.com");
    }

    @Test
    void trustsContextButNotAnEndpointParameter() throws Exception {
        String yaml = "context: { base: none }\nrequest: { url: \"{{ context.base }}/a\" }";
        sender.context.put("base", "https://api.example.com/v1");
        assertThat(sender.render(yaml, null).call().uri()).hasToString("https://api.example.com/v1/a");

        sender.endpointContext.add("base");
        assertThatThrownBy(() -> sender.render(yaml, null)).isInstanceOf(NotSentException.class)
                .hasMessageContaining("allowHosts");
        sender.allowHosts = List.of("API.example.com");
        assertThat(sender.render(yaml, null).call().uri()).hasToString("https://api.example.com/v1/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "ftp://h", "https://u@h", "https://h#f", "https://h/..", "h", "", "https://h:99999", "https://h\\@e",
            "javascript:1", "https:h" })
    void refusesAContextThatIsNoOrigin(String base) {
        sender.context.put("base", base);

        assertThatThrownBy(() -> sender.render("context: { base: x }\nrequest: { url: \"{{ context.base }}/a\" }", null))
                .isInstanceOf(NotSentException.class);
    }

    private void assertRefused(String url, String value) {
        assertThatThrownBy(() -> sender.render("request: { url: \"" + url + "\" }", Map.of("v", value)))
                .isInstanceOf(NotSentException.class);
    }
}
