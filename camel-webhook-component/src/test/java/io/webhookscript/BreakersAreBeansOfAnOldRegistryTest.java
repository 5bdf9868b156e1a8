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

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.support.DefaultRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The registry of Camel 4.14 fails when the first repository is added to it; circuit breakers are its own beans then.
 */
class BreakersAreBeansOfAnOldRegistryTest {

    /** As in Camel 4.14, where the list is null. */
    private static final class OldRegistry extends DefaultRegistry {

        @Override
        public void addBeanRepository(BeanRepository repository) {
            throw new NullPointerException("this.repositories is null");
        }
    }

    @TempDir
    private Path folder;

    @Test
    void aBreakerOpensAndGoesWithItsScript() throws Exception {
        OldRegistry registry = new OldRegistry();
        try (RawReceiver receiver = RawReceiver.answering(RawReceiver.response(500, "text/plain", "ill"));
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("guarded", """
                     request: { url: "{{ context.receiver }}/" }
                     limits:
                       retry: { maxAttempts: 1 }
                       circuitBreaker: { slidingWindowSize: 2, minimumNumberOfCalls: 2, waitDurationInOpenState: 1h }
                     """)) {
            camel.camelContext().getCamelContextExtension().setRegistry(registry);
            camel.start();
            camel.call("webhookscript:guarded", null);
            camel.call("webhookscript:guarded", null);

            WebhookScriptException failure
                    = camel.call("webhookscript:guarded", null).getException(WebhookScriptException.class);

            assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(receiver.requests()).hasSize(2);
            assertThat(registry.findByType(CircuitBreaker.class)).hasSize(1);
            camel.component().scripts().remove("guarded", false);
            Awaitility.await().untilAsserted(() -> assertThat(registry.findByType(CircuitBreaker.class)).isEmpty());
        }
    }
}
