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
package io.webhookscript.samples.kamelets;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the sample as its user does, as a process of its own, and reads what it prints. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@Tag("slow")
class KameletsSampleTest {

    @Test
    void sendsThreeContactsAndEnds() throws Exception {
        int port = freePort();
        Process sample = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Dfile.encoding=UTF-8",
                "-Dcamel.server.port=" + port, "-Dcrm.url=http://127.0.0.1:" + port + "/crm", "-cp",
                System.getProperty("java.class.path"), KameletsSample.class.getName()).redirectErrorStream(true).start();
        String printed = new String(sample.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(sample.waitFor()).as(printed).isZero();
        for (int contact = 1; contact <= 3; contact++) {
            assertThat(printed).contains("crm PUT /crm/contacts/" + contact + " {\"name\": \"Zoë O\\\"Neil\"}");
        }
        assertThat(printed).containsPattern("(?s)(contacts The CRM responded stored.*){3}").doesNotContain(" WARN ", " ERROR ");
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
