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
package io.webhookscript.console;

import java.nio.file.Path;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.JavascriptExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/** A real browser refuses what the console's headers refuse, whatever a script or a response holds. */
@Tag("slow")
class TheBrowserObeysTheConsoleTest {

    @RegisterExtension
    private static final Chromium BROWSER = new Chromium();

    private static final String HOSTILE
            = "<img src=x onerror=\\\"document.title='owned'\\\"><script>document.title='owned'</script>";

    @TempDir
    private Path folder;

    @Test
    void theTextOfAScriptThatIsOpenedAsAPageIsNotHtml() throws Exception {
        try (ConsoleApplication application = new ConsoleApplication(folder).script("hostile", """
                webhookscript: "1.0"
                name: hostile
                description: "%s"
                request: { url: "https://a.example.com/" }
                """.formatted(HOSTILE)).start()) {

            BROWSER.driver().get(application.address() + "api/scripts/hostile/source");

            assertThat(BROWSER.driver().getPageSource()).contains("onerror");
            assertThat(BROWSER.driver().getTitle()).isNotEqualTo("owned");
        }
    }

    @Test
    void aTextThatBecomesHtmlInThePageIsRefusedByTheBrowser() throws Exception {
        try (ConsoleApplication application = new ConsoleApplication(folder).start()) {
            BROWSER.driver().get(application.address() + "api/session");

            Object refused = ((JavascriptExecutor) BROWSER.driver()).executeScript("""
                    try {
                        document.documentElement.innerHTML = arguments[0];
                        return 'taken';
                    } catch (e) {
                        return e.name;
                    }""", "<img src=x onerror=\"document.title='owned'\">");

            assertThat(refused).isEqualTo("TypeError");
            assertThat(BROWSER.driver().getTitle()).isNotEqualTo("owned");
        }
    }

    @Test
    void aScriptThatIsPutIntoThePageDoesNotRun() throws Exception {
        try (ConsoleApplication application = new ConsoleApplication(folder).start()) {
            BROWSER.driver().get(application.address() + "api/session");

            ((JavascriptExecutor) BROWSER.driver()).executeScript("""
                    const button = document.createElement('button');
                    document.body.append(button);
                    try {
                        button.setAttribute('onclick', "document.title='owned'");
                    } catch (e) {
                        return;
                    }
                    button.click();""");

            assertThat(BROWSER.driver().getTitle()).isNotEqualTo("owned");
        }
    }
}
