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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

import static org.assertj.core.api.Assertions.assertThat;

/** The console in a browser, as a person sees and uses it. Each method waits until what it names is there. */
final class Page {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A failed request is in the browser's console although the page shows it. */
    private static final String FAILED_REQUEST = "Failed to load resource";

    private final ChromeDriver driver;

    /** A page without the texts and the settings that another test left. */
    Page(Chromium chromium) {
        driver = (ChromeDriver) chromium.driver();
        driver.get("about:blank");
        driver.executeCdpCommand("Storage.clearDataForOrigin", Map.of("origin", "*", "storageTypes", "all"));
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
        driver.executeCdpCommand("Network.setExtraHTTPHeaders", Map.of("headers", Map.of()));
        driver.manage().timeouts().scriptTimeout(PATIENCE);
        driver.manage().logs().get(LogType.BROWSER);
        resize(1280, 900);
    }

    /** @param address such as {@code #/scripts} */
    Page open(ConsoleApplication application, String address) {
        return open(application.address() + address);
    }

    Page open(String address) {
        driver.get(address);
        await("the page")
                .until(() -> driver.findElement(By.tagName("html")).getDomAttribute("data-ready") != null);
        return this;
    }

    /**
     * Sends this header with each request from now on, as a browser does after a sign-in; without it the user is signed
     * out.
     */
    Page signIn(String authorization) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand("Network.setExtraHTTPHeaders",
                Map.of("headers", authorization.isEmpty() ? Map.of() : Map.of("Authorization", authorization)));
        return this;
    }

    /** Comes back from another tab. */
    Page comeBack() {
        script("window.dispatchEvent(new Event('focus'))");
        return this;
    }

    /** Holds back the next response whose address contains a text, until {@link #release()}. */
    Page hold(String part) {
        script("""
                const real = window.fetch;
                let holding = true;
                window.fetch = async (address, options) => {
                    const mine = holding && address.includes(arguments[0]);
                    holding = holding && !mine;
                    const response = await real(address, options);
                    if (mine) {
                        await new Promise(go => { window.release = go; });
                    }
                    return response;
                };
                """.replace("arguments[0]", "'" + part + "'"));
        return this;
    }

    /** Waits until a response is held back. */
    Page isHolding() {
        await("a response that is held back")
                .until(() -> Boolean.TRUE.equals(script("return window.release !== undefined")));
        return this;
    }

    /** Lets the response through, and waits until the page has it. */
    Page release() {
        evaluate("(window.release(), fetch('api/session').then(response => response.text())"
                 + ".then(() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))))");
        return this;
    }

    Page resize(int width, int height) {
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        return this;
    }

    Page dark(boolean dark) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        return this;
    }

    Page zone(String zone) {
        driver.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", zone));
        return this;
    }

    /** The element of a CSS selector, once it is shown. A view may be drawn again meanwhile. */
    WebElement find(String selector) {
        return await("the element " + selector)
                .until(() -> driver.findElement(By.cssSelector(selector)), WebElement::isDisplayed);
    }

    /** An element may be drawn again between two commands of the driver. */
    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(PATIENCE).ignoreExceptionsInstanceOf(WebDriverException.class);
    }

    List<String> texts(String selector) {
        return Arrays.stream(((String) script(
                "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText.trim()).join('\\u0000')",
                selector)).split("\0", -1)).filter(text -> !text.isEmpty()).toList();
    }

    int count(String selector) {
        return driver.findElements(By.cssSelector(selector)).size();
    }

    boolean has(String selector) {
        return !driver.findElements(By.cssSelector(selector)).isEmpty();
    }

    Page click(String selector) {
        await("a click on " + selector).untilAsserted(() -> find(selector).click());
        return this;
    }

    /** Replaces the value of a field by typing over it, so that it is never empty meanwhile. */
    Page type(String selector, String text) {
        await("a value in " + selector).untilAsserted(
                () -> find(selector).sendKeys(Keys.chord(Keys.CONTROL, "a"), text.isEmpty() ? Keys.DELETE : text));
        return this;
    }

    /** Replaces the value of a field and leaves it, so that its change counts. */
    Page change(String selector, String text) {
        type(selector, text);
        return press(Keys.TAB);
    }

    Page choose(String selector, String value) {
        find(selector);
        script("const s = document.querySelector(arguments[0]); s.value = arguments[1]; s.dispatchEvent(new Event('change'));",
                selector, value);
        return this;
    }

    /** Chooses the radio button with a label. */
    Page choosesKind(String label) {
        await("the kind " + label).untilAsserted(() -> driver.findElements(By.cssSelector("label.inline")).stream()
                .filter(each -> each.getText().equals(label)).findFirst()
                .orElseThrow(() -> new AssertionError("not offered: " + label))
                .click());
        return this;
    }

    /** Presses keys where the focus is. */
    Page press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
        return this;
    }

    Page chord(CharSequence modifier, CharSequence key) {
        new Actions(driver).keyDown(modifier).sendKeys(key).keyUp(modifier).perform();
        return this;
    }

    Page sees(String selector, String text) {
        await("the text " + text + " in " + selector)
                .untilAsserted(() -> assertThat(String.join("\n", texts(selector))).as(address()).contains(text));
        return this;
    }

    Page seesNot(String selector) {
        await("no element " + selector).until(() -> !has(selector));
        return this;
    }

    String address() {
        return (String) script("return location.hash");
    }

    Page isAt(String address) {
        await("the address " + address)
                .untilAsserted(() -> assertThat(address()).isEqualTo(address));
        return this;
    }

    Page back() {
        driver.navigate().back();
        return this;
    }

    Page reload() {
        driver.navigate().refresh();
        await("the page")
                .until(() -> driver.findElement(By.tagName("html")).getDomAttribute("data-ready") != null);
        return this;
    }

    /** The accessible name or the text of the element that has the focus. */
    String focus() {
        return (String) script(
                "const e = document.activeElement; return e.getAttribute('aria-label') || e.labels?.[0]?.innerText "
                               + "|| e.innerText?.trim().split('\\n')[0] || e.id || e.tagName");
    }

    Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /**
     * Evaluates an expression with modules of the page, such as {@code (await import(base + 'time.js')).duration(5)}.
     */
    Object evaluate(String expression) {
        return driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                const base = document.baseURI.replace(/#.*/, '');
                (async () => %s)().then(value => done({value}), error => done({error: String(error.stack)}));
                """.formatted(expression)) instanceof Map<?, ?> result ? value(result) : null;
    }

    private static Object value(Map<?, ?> result) {
        assertThat(result.get("error")).as("an error of the page").isNull();
        return result.get("value");
    }

    /** The text of the editor. */
    String editor() {
        find("#editor");
        return (String) script("return [...document.getElementById('editor').shadowRoot.querySelectorAll('.cm-line')]"
                               + ".map(line => line.textContent).join('\\n')");
    }

    /** The line of the editor in which the cursor is. */
    String activeLine() {
        return (String) script(
                "return document.getElementById('editor').shadowRoot.querySelector('.cm-activeLine').textContent");
    }

    /** Waits until the editor has a text. */
    Page seesText(String text) {
        await("the text " + text + " in the editor")
                .untilAsserted(() -> assertThat(editor()).contains(text));
        return this;
    }

    /** Chooses a completion that the editor offers. */
    Page complete(String label) {
        By options = By.cssSelector(".cm-tooltip-autocomplete li");
        await("the completion " + label)
                .untilAsserted(() -> find("#editor").getShadowRoot().findElements(options).stream()
                        .filter(option -> option.getText().split("\n")[0].startsWith(label)).findFirst().orElseThrow(
                                () -> new AssertionError("not offered: " + label))
                        .click());
        return this;
    }

    String value(String selector) {
        find(selector);
        return (String) script("return document.querySelector(arguments[0]).value", selector);
    }

    /** Puts the cursor in the editor: at its end. */
    Page clickEditor() {
        await("a click into the editor").untilAsserted(
                () -> find("#editor").getShadowRoot().findElement(By.cssSelector(".cm-content")).click());
        return chord(Keys.CONTROL, Keys.END);
    }

    /** What axe-core finds wrong in the whole page, a line each. */
    List<String> accessibilityProblems() {
        script(axe());
        Object found = driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, {resultTypes: ['violations']}).then(result => done(result.violations.map(v =>
                    v.id + ': ' + v.help + ': ' + v.nodes.map(node => node.html.slice(0, 160)).join(' | '))));
                """);
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }

    private static String axe() {
        try (InputStream in = Page.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the browser reports: errors of scripts, and what the content security policy forbids. */
    List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue()).map(LogEntry::getMessage)
                .filter(message -> !message.contains(FAILED_REQUEST)).toList();
    }

    /** Writes a picture for docs/console.adoc; only with {@code -Dconsole.images=FOLDER}. */
    Page picture(String name) {
        String folder = System.getProperty("console.images");
        if (folder != null) {
            try {
                Files.createDirectories(Path.of(folder));
                Files.write(Path.of(folder, name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return this;
    }
}
