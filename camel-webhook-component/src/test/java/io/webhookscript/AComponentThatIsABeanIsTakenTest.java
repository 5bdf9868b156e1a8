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

import java.nio.file.Files;
import java.nio.file.Path;

import io.webhookscript.http.RawReceiver;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Where nobody sets {@code camel.component.} properties, in Spring Boot say, the component is a bean of its own. */
class AComponentThatIsABeanIsTakenTest {

    private static final String NAME = "webhookscript-component";

    @Test
    void theBeanIsUsedWithItsOptions(@TempDir Path folder) throws Exception {
        try (RawReceiver receiver = RawReceiver.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
             DefaultCamelContext camel = new DefaultCamelContext()) {
            Files.writeString(folder.resolve("hello.webhookscript.yaml"), """
                    webhookscript: "1.0"
                    request: { method: PUT, url: "http://127.0.0.1:%d/hello" }
                    """.formatted(receiver.port()));
            WebhookScriptComponent bean = new WebhookScriptComponent();
            bean.setAllow("loopback");
            bean.setScripts("file:" + folder);
            camel.getRegistry().bind(NAME, bean);
            camel.start();

            assertThat(camel.createProducerTemplate().request("webhookscript:hello", event -> {
            }).getException()).isNull();

            assertThat(camel.getComponent("webhookscript")).isSameAs(bean);
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @Test
    void thePageNamesTheBeanThatIsUsed() throws Exception {
        assertThat(Path.of("../docs/webhookscript-component.adoc")).content().contains("@Bean(\"" + NAME + "\")");
    }
}
