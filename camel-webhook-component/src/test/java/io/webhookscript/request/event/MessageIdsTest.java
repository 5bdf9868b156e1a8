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
package io.webhookscript.request.event;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.webhookscript.request.event.MessageIds.Inputs;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MessageIdsTest {

    private final MessageIds ids = new MessageIds(new SecureRandom());

    @Test
    void givesTheSameIdForTheSameCallOfTheSameEvent() {
        assertThat(ids.idOf(inputs("e1", List.of("split:0"), "a", "to1")))
                .isEqualTo(ids.idOf(inputs("e1", List.of("split:0"), "a", "to1")))
                .matches("msg_[A-Za-z0-9_-]{43}");
    }

    @Test
    void givesAnotherIdWheneverOnePartDiffers() {
        List<Inputs> different = List.of(
                inputs("e1", List.of(), "a", "to1"), inputs("e2", List.of(), "a", "to1"),
                inputs("e1", List.of("split:0"), "a", "to1"), inputs("e1", List.of("split:1"), "a", "to1"),
                inputs("e1", List.of("multicast:1"), "a", "to1"), inputs("e1", List.of("split:1", "split:0"), "a", "to1"),
                inputs("e1", List.of("split:0", "split:1"), "a", "to1"), inputs("e1", List.of(), "b", "to1"),
                inputs("e1", List.of(), "a", "to2"), inputs("e1", List.of(), "ato", "1"), inputs("e1a", List.of(), "", "to1"));
        Set<String> seen = new HashSet<>();

        different.forEach(inputs -> seen.add(ids.idOf(inputs)));

        assertThat(seen).hasSameSizeAs(different);
    }

    @Test
    void isRandomWithoutAnIdOfTheSource() {
        Inputs unknown = new Inputs(null, List.of(), "a", "to1");
        Inputs blank = inputs(" ", List.of(), "a", "to1");

        assertThat(Set.of(ids.idOf(unknown), ids.idOf(unknown), ids.idOf(blank), ids.idOf(blank))).hasSize(4)
                .allMatch(id -> id.matches("msg_[A-Za-z0-9_-]{32}"));
    }

    private static Inputs inputs(String source, List<String> path, String script, String node) {
        return new Inputs(source, path, script, node);
    }
}
