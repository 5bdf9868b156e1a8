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
package io.webhookscript.junit5;

import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

class ScriptTestsRunAsNamedTestsTest {

    @Test
    void eachEntryIsATestOfItsOwn() {
        EngineExecutionResults results = run(AllPass.class);

        results.testEvents().assertStatistics(statistics -> statistics.started(2).succeeded(2));
        assertThat(results.testEvents().started().stream().map(event -> event.getTestDescriptor().getDisplayName()))
                .containsExactly("notify: asks by id", "notify: reads the answer");
    }

    @Test
    void aDifferenceFailsWithThePlaceInTheScript() {
        EngineExecutionResults results = run(OneFails.class);

        results.testEvents().assertStatistics(statistics -> statistics.started(1).failed(1));
        assertThat(failure(results)).contains("wrong.webhookscript.yaml:22").contains("url is not as expected")
                .contains("https://example.com/7");
    }

    @Test
    void aScriptThatDoesNotLoadFailsWithItsProblems() {
        assertThat(failure(run(Broken.class))).contains("broken.webhookscript.yaml");
    }

    @Test
    void noTestAtAllFails() {
        assertThat(failure(run(None.class))).contains("has a test");
    }

    @Test
    void mvelRunsOnlyWhereTheTestAllowsIt() {
        assertThat(failure(run(Clever.class))).contains("clever.webhookscript.yaml:3").contains("`mvel` is not allowed");
        run(CleverAndAllowed.class).testEvents().assertStatistics(statistics -> statistics.started(1).succeeded(1));
    }

    private static EngineExecutionResults run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter").selectors(selectClass(tests)).execute();
    }

    private static String failure(EngineExecutionResults results) {
        return results.allEvents().failed().stream()
                .map(event -> event.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class))
                .map(result -> result.getThrowable().orElseThrow().getMessage()).findFirst().orElseThrow();
    }

    static class AllPass {

        @WebhookScriptTest
        void scripts() {
        }
    }

    static class OneFails {

        @WebhookScriptTest(scripts = "classpath:failing/wrong.webhookscript.yaml")
        void scripts() {
        }
    }

    static class Broken {

        @WebhookScriptTest(scripts = "classpath:failing/broken.webhookscript.yaml")
        void scripts() {
        }
    }

    static class Clever {

        @WebhookScriptTest(scripts = "classpath:failing/clever.webhookscript.yaml")
        void scripts() {
        }
    }

    static class CleverAndAllowed {

        @WebhookScriptTest(scripts = "classpath:failing/clever.webhookscript.yaml", languages = { "jsonpath", "mvel" })
        void scripts() {
        }
    }

    static class None {

        @WebhookScriptTest(scripts = "classpath:failing/untested.webhookscript.yaml")
        void scripts() {
        }
    }
}
