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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each input of the fuzzer's corpus, cut in two or ended at every place. */
@Tag("slow")
class AResponseCutAnywhereEndsWellTest {

    @AutoClose
    private final TwoCalls calls = new TwoCalls();

    static Stream<Path> corpus() throws IOException {
        return Files.list(FuzzedCall.CORPUS).sorted();
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void aResponseInTwoPiecesEndsWell(Path file) throws IOException {
        FuzzedCall fuzzed = FuzzedCall.of(Files.readAllBytes(file));
        for (TwoCalls.Rest rest : TwoCalls.Rest.values()) {
            for (int place = 0; place <= fuzzed.response().length; place++) {
                int cut = place;
                calls.check(fuzzed.call(), fuzzed.response(), given -> given < cut ? cut - given : Integer.MAX_VALUE, rest);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void aResponseWithoutItsRestEndsWell(Path file) throws IOException {
        FuzzedCall fuzzed = FuzzedCall.of(Files.readAllBytes(file));
        for (int place = 0; place <= fuzzed.response().length; place++) {
            calls.check(fuzzed.call(), Arrays.copyOf(fuzzed.response(), place), given -> 7, TwoCalls.Rest.LATE);
        }
    }
}
