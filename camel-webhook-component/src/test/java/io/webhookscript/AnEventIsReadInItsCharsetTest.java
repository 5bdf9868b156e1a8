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
package io.webhookscript;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** JSON in bytes is read in the charset that its Content-Type or Camel names; what is UTF-8 stays UTF-8. */
class AnEventIsReadInItsCharsetTest {

    @TempDir
    private Path folder;
    @TempDir
    private Path inbox;
    @AutoClose
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void open() throws Exception {
        camel = WebhookScriptTestSupport.answering(folder).script("names", """
                request: { url: "{{ context.receiver }}/", body: { json: { name: "{{ contact.name }}" } } }
                """);
    }

    @ParameterizedTest
    @CsvSource({
            "ISO-8859-1, ISO-8859-1, application/json",
            "ISO-8859-1, ISO-8859-1, ",
            "UTF-8,      ISO-8859-1, ",
            "UTF-8,      no-such-charset, ",
            "UTF-16BE,   UTF-16BE, ",
            "UTF-8,      , ",
            "ISO-8859-1, UTF-16BE, application/json; charset=iso-8859-1" })
    void bytesAreReadInTheirCharset(String written, String ofTheExchange, String contentType) throws Exception {
        camel.start();
        Exchange exchange = camel.exchange("{\"contact\":{\"name\":\"Zo\u00eb\"}}".getBytes(Charset.forName(written)));
        exchange.setProperty(Exchange.CHARSET_NAME, ofTheExchange);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, contentType);

        camel.camelContext().createProducerTemplate().send("webhookscript:names", exchange);

        assertThat(exchange.getException()).isNull();
        assertThat(camel.receiver().requests().get(0).text()).isEqualTo("{\"name\":\"Zo\u00eb\"}");
    }

    @Test
    void ignoresACharsetInBytes() throws Exception {
        camel.start();
        Exchange exchange = camel.exchange("{\"contact\":{\"name\":\"Zo\u00eb\"}}".getBytes(StandardCharsets.UTF_8));
        exchange.setProperty(Exchange.CHARSET_NAME, new byte[] { 'x' });

        camel.camelContext().createProducerTemplate().send("webhookscript:names", exchange);

        assertThat(exchange.getException()).isNull();
        assertThat(camel.receiver().requests().get(0).text()).isEqualTo("{\"name\":\"Zo\u00eb\"}");
    }

    @Test
    void aFileIsReadInItsCharset() throws Exception {
        Files.write(inbox.resolve("contact.json"),
                "{\"contact\":{\"name\":\"Zo\u00eb\"}}".getBytes(StandardCharsets.ISO_8859_1));
        camel.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + inbox + "?charset=iso-8859-1").to("webhookscript:names");
            }
        }).start();

        await().untilAsserted(() -> assertThat(camel.receiver().requests()).hasSize(1));
        assertThat(camel.receiver().requests().get(0).text()).isEqualTo("{\"name\":\"Zo\u00eb\"}");
    }
}
