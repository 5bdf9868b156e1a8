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

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookscript.http.RawReceiver;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The scripts of one kind of product, and the receiver that they call. */
abstract class ScriptsOfAProduct {

    @TempDir
    Path folder;

    @AutoClose
    WebhookScriptTestSupport camel;

    final WebhookScriptTestSupport camel(String... responses) throws IOException {
        return camel(RawReceiver.answering(responses));
    }

    final WebhookScriptTestSupport camel(RawReceiver receiver) {
        camel = new WebhookScriptTestSupport(receiver, folder);
        return camel;
    }

    final void secret(String name, String value) {
        camel.camelContext().getPropertiesComponent().addInitialProperty("webhookscript.secret." + name, value);
    }

    /** The only request that the receiver has got. */
    final RawReceiver.Request only() {
        assertThat(camel.receiver().requests()).hasSize(1);
        return camel.receiver().requests().get(0);
    }

    static JsonNode json(RawReceiver.Request request) throws IOException {
        return new ObjectMapper().readTree(request.body());
    }

    /** A receiver that responds when the latch is open. */
    static RawReceiver answeringWhen(CountDownLatch open, String response) throws IOException {
        return RawReceiver.playing(peer -> {
            peer.request();
            if (isOpen(open)) {
                peer.send(response);
            }
        });
    }

    private static boolean isOpen(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
