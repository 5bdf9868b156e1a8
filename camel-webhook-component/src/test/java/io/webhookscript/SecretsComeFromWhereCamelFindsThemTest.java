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

import java.nio.file.Path;
import java.util.Properties;

import io.webhookscript.http.RawReceiver;
import org.apache.camel.component.properties.DefaultPropertiesParser;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.component.properties.PropertiesParser;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.spi.PropertiesSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SecretsComeFromWhereCamelFindsThemTest {

    @TempDir
    private Path folder;

    @Test
    void readsPropertiesSourcesAndAVault() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("webhookscript.secret.plain", "plain-value");
        properties.setProperty("webhookscript.secret.vault", "{{stub:crm/token}}");
        properties.setProperty("webhookscript.secret.env", "{{env:PATH}}");
        System.setProperty("webhookscript.secret.system", "system-value");
        try (RawReceiver receiver = RawReceiver.answering("HTTP/1.1 204 No Content\r\n\r\n");
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("hook", """
                     request:
                       url: "{{ context.receiver }}/"
                       headers:
                         X-Secrets: "{{ secret.plain }} {{ secret.vault }} {{ secret.source }} {{ secret.system }}"
                         X-Environment: "{{ secret.env }}"
                     """)) {
            camel.camelContext().getPropertiesComponent().setInitialProperties(properties);
            camel.camelContext().getPropertiesComponent().addPropertiesFunction(vault());
            camel.camelContext().getPropertiesComponent().addPropertiesSource(source());
            camel.start();

            camel.call("webhookscript:hook", null);

            assertThat(receiver.requests().get(0).headers("X-Environment")).containsExactly(System.getenv("PATH"));
            assertThat(receiver.requests().get(0).headers("X-Secrets"))
                    .containsExactly("plain-value vaulted-crm/token source-value system-value");
        } finally {
            System.clearProperty("webhookscript.secret.system");
        }
    }

    /** Spring Boot's parser asks the application's environment. */
    @Test
    void readsWhatThePropertiesParserOfARuntimeFinds() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering("HTTP/1.1 204 No Content\r\n\r\n");
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("hook", """
                     request:
                       url: "{{ context.receiver }}/"
                       headers: { X-Secret: "{{ secret.elsewhere }}" }
                     """)) {
            ((PropertiesComponent) camel.camelContext().getPropertiesComponent()).setPropertiesParser(parserOfARuntime());
            camel.start();

            camel.call("webhookscript:hook", null);

            assertThat(receiver.requests().get(0).headers("X-Secret")).containsExactly("found-elsewhere");
        }
    }

    private static PropertiesParser parserOfARuntime() {
        return new DefaultPropertiesParser() {
            @Override
            public String customLookup(String key) {
                return key.equals("webhookscript.secret.elsewhere") ? "found-elsewhere" : null;
            }
        };
    }

    private static PropertiesFunction vault() {
        return new PropertiesFunction() {
            @Override
            public String getName() {
                return "stub";
            }

            @Override
            public String apply(String remainder) {
                return "vaulted-" + remainder;
            }
        };
    }

    private static PropertiesSource source() {
        return new PropertiesSource() {
            @Override
            public String getName() {
                return "source";
            }

            @Override
            public String getProperty(String name) {
                return name.equals("webhookscript.secret.source") ? "source-value" : null;
            }
        };
    }
}
