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
package io.webhookscript.benchmarks.speed.worker;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ASampleBelongsToTheInnermostKnownClassTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
            "io.webhookscript.request.event.Json$Writer$1, request.event.Json",
            "io.webhookscript.benchmarks.speed.worker.Callers, 'harness: callers, events'",
            "org.apache.camel.processor.TotalRequestsThrottler$ThrottlingState, Camel: throttle EIP",
            "io.github.resilience4j.core.metrics.Window, Camel: circuit breaker EIP",
            "org.apache.camel.support.DefaultExchange, 'Camel: routes, exchanges, processors'",
            "java.util.HashMap, ''" })
    void aClassHasItsPlace(String type, String place) {
        assertThat(Place.nameOf(type)).isEqualTo(place);
    }
}
