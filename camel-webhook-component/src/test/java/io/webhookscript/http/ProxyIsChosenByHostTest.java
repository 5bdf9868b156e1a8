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
package io.webhookscript.http;

import java.net.URI;
import java.util.Map;

import io.webhookscript.http.message.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProxyIsChosenByHostTest {

    private static final URI PROXY = URI.create("http://user:verysecret@proxy:3128");

    private static Target target(String uri) {
        return Target.of(URI.create(uri));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "localhost;                   http://localhost:8080/;      direct",
            "LocalHost;                   http://LOCALHOST/;           direct",
            "localhost;                   http://localhost.;           direct",
            "localhost;                   http://localhost.evil.com/;  proxy",
            "localhost;                   http://notlocalhost/;        proxy",
            "*.example.com;               https://a.b.example.com/;    direct",
            "*.example.com;               https://example.com/;        proxy",
            "*.example.com;               https://a.example.com.evil/; proxy",
            "*example.com;                https://example.com/;        direct",
            "10.*;                        http://10.1.2.3/;            direct",
            "10.*;                        http://110.1.2.3/;           proxy",
            "10.*|crm_1 | [::1];          http://[::1]:80/;            direct",
            "10.*|crm_1 | [::1];          http://crm_1/;               direct",
            "10.*|crm_1 | [::1];          http://crm-1/;               proxy",
            "a.c;                         http://abc/;                 proxy",
            "*;                           https://any.example/;        direct",
            "||;                          https://any.example/;        proxy",
            "'';                          https://any.example/;        proxy" })
    void aHostThatIsNamedIsDialledItself(String hosts, String uri, String expected) {
        ProxyChoice choice = ProxyChoice.of(PROXY).except(hosts);

        assertThat(choice.proxyOf(target(uri)).isPresent()).isEqualTo(expected.equals("proxy"));
        assertThat(choice.credentialsFor(target(uri)).isPresent()).isEqualTo(expected.equals("proxy"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "a,b", "http://a", "10.0.0.0/8", "a b", "[::1", "a|?", "user@host" })
    void whatIsNotAHostIsRefused(String hosts) {
        assertThatThrownBy(() -> ProxyChoice.of(PROXY).except(hosts)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("separated by |");
    }

    @Test
    void theSystemNamesOneForEachScheme() {
        ProxyChoice choice = ProxyChoice.ofSystem(Map.of(
                "http.proxyHost", "plain", "https.proxyHost", "2001:db8::1", "https.proxyPort", "8443")::get);

        assertThat(choice.proxyOf(target("http://any.example/"))).contains(new Target(false, "plain", 80));
        assertThat(choice.proxyOf(target("https://any.example/"))).contains(new Target(false, "2001:db8::1", 8443));
        assertThat(choice.proxyOf(target("http://localhost/"))).isEmpty();
        assertThat(choice.proxyOf(target("https://127.0.0.1/"))).isEmpty();
        assertThat(choice.proxyOf(target("https://[::1]/"))).isEmpty();
    }

    @Test
    void theSystemMayNameOneForOneSchemeOnlyAndItsOwnExceptions() {
        ProxyChoice choice = ProxyChoice.ofSystem(Map.of("https.proxyHost", "tunnel", "http.nonProxyHosts", "*.internal")::get);

        assertThat(choice.proxyOf(target("http://any.example/"))).isEmpty();
        assertThat(choice.proxyOf(target("https://any.example/"))).contains(new Target(false, "tunnel", 443));
        assertThat(choice.proxyOf(target("https://crm.internal/"))).isEmpty();
        assertThat(choice.proxyOf(target("https://localhost/"))).isPresent();
        assertThat(ProxyChoice.ofSystem(name -> null).proxyOf(target("http://any.example/"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "proxy, 0", "proxy, x", "proxy, 65536", "a b, 80", "a/b, 80" })
    void aSystemPropertyThatIsNotAHostOrAPortIsNamed(String host, String port) {
        assertThatThrownBy(() -> ProxyChoice.ofSystem(Map.of("http.proxyHost", host, "http.proxyPort", port)::get))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("http.proxyHost and http.proxyPort");
    }

    @Test
    void choicesAreEqualByTheirPartsAndShowNoPassword() {
        assertThat(ProxyChoice.of(PROXY).except("a|B")).isEqualTo(ProxyChoice.of(PROXY).except(" A|b"))
                .hasSameHashCodeAs(ProxyChoice.of(PROXY).except("a|b"))
                .isNotEqualTo(ProxyChoice.of(PROXY)).isNotEqualTo(ProxyChoice.NONE);
        assertThat(ProxyChoice.of(PROXY)).hasToString("ProxyChoice[http=proxy:3128, https=proxy:3128, direct=]");
    }
}
