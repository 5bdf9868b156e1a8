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
package io.webhookscript.store.jdbc;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class SessionsSurviveARestartTest {

    private static final String CHAT = """
            request:
              url: "{{ context.receiver }}/chat"
              body: { json: { chatId: "{{ event.chatId }}" } }
            callback:
              path: /callbacks/chat
              auth: { bearer: "{{ secret.token }}" }
              session: "{{ event.chatId }}"
              from: event.chatId
              closeWhen: event.event == 'END'
            """;

    @Parameter
    TestDatabase kind;

    @TempDir
    Path folder;

    private RecordingReceiver receiver;
    private StoreApplication application;

    @BeforeEach
    void start() throws Exception {
        receiver = new RecordingReceiver(call -> 200);
        application = new StoreApplication(kind, folder, receiver).script("chat", CHAT).start();
    }

    @AfterEach
    void close() throws Exception {
        application.close();
        receiver.close();
    }

    @Test
    void aSessionThatWasOpenedBeforeCanBeClosedAfterwards() throws Exception {
        assertThat(application.call("webhookscript:chat", Map.of("chatId", "c-1", "event", "HELLO")).getException()).isNull();
        assertThat(openSessions()).isEqualTo(1);

        application.restart();
        assertThat(openSessions()).isEqualTo(1);
        assertThat(application.call("webhookscript:chat", Map.of("chatId", "c-1", "event", "END")).getException()).isNull();

        assertThat(openSessions()).isZero();
    }

    private long openSessions() {
        return application.component().callbackStatus("chat").orElseThrow().openSessions();
    }
}
