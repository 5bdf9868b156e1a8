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
package org.example;

import java.util.List;
import java.util.Map;

import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The starter of the release, bound by properties alone. */
class ReleaseRunsInSpringBootTest {

    @Test
    void propertiesConfigureTheComponent() throws Exception {
        try (Desk desk = new Desk();
             ConfigurableApplicationContext application = new SpringApplicationBuilder(TicketApplication.class).properties(
                     "camel.component.webhookscript.allow=loopback", "camel.component.webhookscript.context.desk=" + desk.url(),
                     "webhookscript.secret.desk=only-an-example").run()) {
            ProducerTemplate producer = application.getBean(ProducerTemplate.class);

            assertEquals("ticket 4711", producer.requestBody("direct:ticket", Map.of("subject", "Printer", "number", 7), String.class));
            assertEquals(List.of("POST /tickets Bearer only-an-example {\"subject\":\"Printer\",\"number\":7}"), desk.received());
        }
    }
}
