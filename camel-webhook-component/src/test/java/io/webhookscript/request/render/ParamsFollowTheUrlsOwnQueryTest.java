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
package io.webhookscript.request.render;

import java.util.Map;

import io.webhookscript.request.attempt.Sender;
import io.webhookscript.request.event.NotSentException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ParamsFollowTheUrlsOwnQueryTest {

    private static final String EVENT = """
            {"id":12345678901234567890,"price":1.50,"list":["x y",null,2],"nothing":null,"hard":"a&b=c+d/é😀?#%"}""";

    @Test
    void mergesParamsInOrder() throws Exception {
        try (Sender sender = new Sender()) {
            String line = sender.send("""
                    request:
                      url: "@base@/a?own=1&own={{ id }}"
                      params:
                        z: "{{ price }}"
                        own: second
                        list: "{{ list }}"
                        mixed: [one, "{{ list }}"]
                        null: "{{ nothing }}"
                        gone: "{{ missing }}"
                        goneToo: "{{ missing.deep }}"
                        text: { type: text, value: "{{ sent as it stands }}" }
                        variable: { type: variable, value: id }
                        hard: "{{ hard }}"
                        mix: "{{ id }}-{{ missing }}"
                        "na me[]": x
                    """, EVENT).line();

            assertThat(line)
                    .isEqualTo("GET /a?own=1&own=12345678901234567890&z=1.50&own=second&list=x%20y&list=&list=2&mixed=one"
                               + "&mixed=x%20y&mixed=&mixed=2&null=&text=%7B%7B%20sent%20as%20it%20stands%20%7D%7D"
                               + "&variable=12345678901234567890&hard=a%26b%3Dc%2Bd%2F%C3%A9%F0%9F%98%80%3F%23%25"
                               + "&mix=12345678901234567890-&na%20me%5B%5D=x HTTP/1.1");
        }
    }

    @Test
    void refusesHalfACharacter() throws Exception {
        try (Sender sender = new Sender()) {
            assertThatThrownBy(
                    () -> sender.send("request: { url: \"@base@/\", params: { a: \"{{ v }}\" } }", Map.of("v", "\uD83D")))
                    .isInstanceOf(NotSentException.class).hasMessageContaining("request.params.a");
        }
    }
}
