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

import java.io.IOException;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a call holds and whatever bytes answer it, in whatever pieces: the request is one request, the call ends,
 * and the next one gets its own response. An input is read by {@link FuzzedCall}; see CONTRIBUTING.md for how to run
 * it.
 */
class AnyResponseEndsWellFuzz {

    private static final TwoCalls CALLS = new TwoCalls();

    static Stream<byte[]> corpus() {
        return FuzzedCall.corpus();
    }

    @MethodSource("corpus")
    @FuzzTest(maxDuration = "1m", maxExecutions = 20_000)
    void anyResponseEndsWell(byte[] input) throws IOException {
        check(input);
    }

    @MethodSource("corpus")
    @FuzzTest(maxDuration = "10m")
    void anyResponseEndsWellAtLength(byte[] input) throws IOException {
        check(input);
    }

    private static void check(byte[] input) throws IOException {
        if (input.length > 0) {
            FuzzedCall.of(input).check(CALLS);
        }
    }
}
