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
package io.webhookscript.kamelets;

import java.time.Duration;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** {@code webhook-event-sink} gives an event to the scripts whose triggers match. */
class EventSinkCallsTheScriptsOfAnEventTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @AutoClose
    private KameletApplication application;

    @BeforeEach
    void make() throws Exception {
        application = new KameletApplication();
    }

    @Test
    void theTypeIsAProperty() throws Exception {
        start("kamelet:webhook-event-sink?type=contact.updated");

        assertThat(application.send("{\"contact\": {\"id\": 7}}")).contains("contact-updated", "delivered")
                .doesNotContain("contact-any");

        assertThat(application.receiver().await(SOON).path()).isEqualTo("/contacts/7");
        assertThat(application.receiver().rest()).isEmpty();
    }

    @Test
    void eachMatchingScriptIsCalled() throws Exception {
        start("kamelet:webhook-event-sink?type=contact.updated");

        assertThat(application.send("{\"contact\": {\"id\": 7, \"watched\": true}}"))
                .containsSubsequence("contact-any", "delivered", "contact-updated", "delivered");
    }

    @Test
    void aCloudEventNamesItsOwnType() throws Exception {
        start("kamelet:webhook-event-sink");

        application.send("""
                {"specversion": "1.0", "id": "1", "source": "/crm", "type": "contact.updated",
                 "datacontenttype": "application/json", "data": {"contact": {"id": 8}}}
                """);

        assertThat(application.receiver().await(SOON).path()).isEqualTo("/contacts/8");
    }

    @Test
    void anEventWithoutATypeIsAnError() throws Exception {
        start("kamelet:webhook-event-sink");

        assertThatThrownBy(() -> application.send("{\"contact\": {\"id\": 7}}")).hasStackTraceContaining("type");
        assertThat(application.receiver().rest()).isEmpty();
    }

    @Test
    void aDryRunShowsTheRequests() throws Exception {
        start("kamelet:webhook-event-sink?type=contact.updated&dryRun=true");

        assertThat(application.send("{\"contact\": {\"id\": 7}}")).contains("/contacts/7");
        assertThat(application.receiver().rest()).isEmpty();
    }

    private void start(String sink) throws Exception {
        application.start("""
                - route:
                    from:
                      uri: direct:events
                      steps:
                        - to: "%s"
                """.formatted(sink));
    }
}
