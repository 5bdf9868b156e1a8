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
package io.webhookscript.store.encryption;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.webhookscript.WebhookScriptComponent;
import io.webhookscript.store.StoreEncryption;
import org.apache.camel.main.Main;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The properties of the page work in an application of Camel Main, and show no key. */
class KeysComeFromPropertiesTest {

    private static final Path PAGE = Path.of("..", "docs", "durability.adoc");
    private static final String KEY = "A".repeat(42) + "E=";
    private static final String OLD = "B".repeat(42) + "E=";

    @TempDir
    Path folder;

    @Test
    void theKeysOfASecretEncryptTheStore() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        AbstractAppender recorder = recorder(lines);
        LoggerContext logging = (LoggerContext) LogManager.getContext(false);
        logging.getConfiguration().getRootLogger().addAppender(recorder, Level.DEBUG, null);
        Main main = new Main();
        try {
            properties().forEach(line -> main.addInitialProperty(
                    line.substring(0, line.indexOf('=')).strip(), line.substring(line.indexOf('=') + 1).strip()));
            main.addInitialProperty("store.secretKey", "2026-11:" + KEY + ",2025-11:" + OLD);
            main.addInitialProperty("camel.component.webhookscript.store", "sqlite:" + folder.resolve("store.db"));
            main.addInitialProperty("camel.component.webhookscript.scripts", "file:" + folder);
            main.addInitialProperty("camel.main.auto-configuration-log-summary", "true");
            main.start();

            StoreEncryption used = main.getCamelContext().getComponent("webhookscript", WebhookScriptComponent.class)
                    .getStoreEncryption();
            assertThat(used).hasToString("AesGcmEncryption[2026-11, 2025-11]");
        } finally {
            main.stop();
            logging.getConfiguration().getRootLogger().removeAppender(recorder.getName());
        }
        assertThat(lines).isNotEmpty().noneMatch(line -> line.contains(KEY) || line.contains(OLD));
    }

    /** The first block of properties of the page. */
    private static List<String> properties() throws Exception {
        String page = Files.readString(PAGE);
        int start = page.indexOf("[source,properties]\n----\n", page.indexOf("== Encryption"));
        String block = page.substring(start + "[source,properties]\n----\n".length());
        return block.substring(0, block.indexOf("----")).lines().filter(line -> line.contains("=")).toList();
    }

    private static AbstractAppender recorder(List<String> lines) {
        AbstractAppender appender = new AbstractAppender("recorder", null, null, true, Property.EMPTY_ARRAY) {
            @Override
            public void append(LogEvent event) {
                lines.add(event.getMessage().getFormattedMessage());
            }
        };
        appender.start();
        return appender;
    }
}
