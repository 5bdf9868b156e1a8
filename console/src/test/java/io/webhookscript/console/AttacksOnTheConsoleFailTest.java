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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.webhookscript.script.reader.ScriptReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Attacks on a console that is open on loopback, most of them with bytes that no browser would send. */
@Tag("slow")
class AttacksOnTheConsoleFailTest {

    private static final String HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>";
    private static final String SECRET = "s3cr3t-of-the-crm";

    @TempDir
    private Path folder;

    private ReceiverOnLoopback receiver;
    private ConsoleApplication application;
    private RawHttp http;

    @BeforeEach
    void starts() throws Exception {
        receiver = new ReceiverOnLoopback();
        Path scripts = Files.createDirectory(folder.resolve("scripts"));
        application = new ConsoleApplication(scripts).withSecret("crm", SECRET).script("crm", """
                webhookscript: "1.0"
                name: crm
                description: "%s"
                request:
                  method: PUT
                  url: "%s/{{ id }}"
                  headers: { Authorization: "Bearer {{ secret.crm }}" }
                  body: { json: { id: "{{ id }}" } }
                """.formatted(HOSTILE, receiver.url())).start();
        http = application.http();
    }

    @AfterEach
    void stops() {
        application.close();
        receiver.close();
    }

    @Test
    void aScriptsTextIsNeverHtml() throws Exception {
        for (String path : List.of("api/scripts", "api/scripts/crm", "api/scripts/crm/source")) {
            RawHttp.Response response = application.get(path);

            assertThat(response.text()).contains("onerror");
            assertIsHarmless(response);
        }
    }

    @Test
    void aReceiversHtmlIsNeverHtml() throws Exception {
        receiver.responds(200, "text/html", HOSTILE);

        RawHttp.Response run = run("{\"id\": 1}", Map.of());

        assertThat(run.text()).contains("onerror");
        assertIsHarmless(run);
    }

    @Test
    void anErrorThatQuotesTheRequestIsNeverHtml() throws Exception {
        assertIsHarmless(application.get("api/scripts?limit=%3Cscript%3E"));
        assertIsHarmless(application.get("api/deliveries?outcome=%3Cscript%3E"));
        assertIsHarmless(application.get("%3Cscript%3E"));
        assertThat(application.get("api/%3Cscript%3E").text()).doesNotContain("script>");
    }

    private static void assertIsHarmless(RawHttp.Response response) {
        assertThat(response.header("content-type")).isEqualTo("application/json; charset=utf-8");
        assertThat(response.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(response.header("content-security-policy")).startsWith("default-src 'none';")
                .contains("require-trusted-types-for 'script'").contains("frame-ancestors 'none'").doesNotContain("unsafe");
        assertThat(response.header("cache-control")).isEqualTo("no-store");
        assertThat(response.header("access-control-allow-origin")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
            "text/plain; application/json", "application/jsonp", "none" })
    void aFormOfAnotherSiteStopsNoScript(String type) throws Exception {
        RawHttp.Response response = http.send(
                "POST", "/webhookscript/api/scripts/crm/stop", Map.of("Content-Type", type.equals("none") ? "" : type), "{}");

        assertThat(response.code()).isEqualTo("not-json");
        assertThat(state()).isEqualTo("started");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "https://evil.example.com", "null", "http://127.0.0.1", "http://127.0.0.1.evil.example.com",
            "file://", "http://localhost:1" })
    void aPageOfAnotherOriginStopsNoScript(String origin) throws Exception {
        RawHttp.Response response
                = http.send("POST", "/webhookscript/api/scripts/crm/stop", Map.of("Origin", origin), "{}");

        assertThat(response.code()).isEqualTo("cross-site");
        assertThat(state()).isEqualTo("started");
    }

    @ParameterizedTest
    @ValueSource(strings = { "cross-site", "same-site", "none", "nonsense" })
    void aBrowserThatNamesAnotherSiteStopsNoScript(String site) throws Exception {
        RawHttp.Response response
                = http.send("POST", "/webhookscript/api/scripts/crm/stop", Map.of("Sec-Fetch-Site", site), "{}");

        assertThat(response.code()).isEqualTo("cross-site");
        assertThat(state()).isEqualTo("started");
    }

    @Test
    void aPageOfAnotherSiteReadsNothing() throws Exception {
        assertThat(http.send("GET", "/webhookscript/api/scripts", Map.of("Sec-Fetch-Site", "cross-site"), "").code())
                .isEqualTo("cross-site");
        RawHttp.Response preflight = http.send("OPTIONS", "/webhookscript/api/scripts/crm/stop",
                Map.of("Origin", "https://evil.example.com", "Access-Control-Request-Method", "POST"), "");
        assertThat(preflight.status()).isEqualTo(403);
        assertThat(preflight.headers().keySet()).noneMatch(name -> name.startsWith("access-control"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "evil.example.com", "evil.example.com:80", "127.0.0.1", "localhost.evil.example.com",
            "127.0.0.1:1", "127.0.0.1@evil.example.com", "" })
    void aNameThatWasPointedToThisMachineIsRefused(String host) throws Exception {
        for (String target : List.of("/webhookscript/api/scripts", "/webhookscript/")) {
            RawHttp.Response response = http.send("GET", target, Map.of("Host", host), "");

            assertThat(response.status()).isIn(400, 421);
            assertThat(response.text()).doesNotContain("crm");
        }
    }

    @Test
    void twoHostsAreRefused() throws Exception {
        RawHttp.Response response = raw("GET /webhookscript/api/scripts HTTP/1.1\r\nHost: 127.0.0.1:" + application.port()
                                        + "\r\nHost: evil.example.com\r\nConnection: close\r\n\r\n");

        assertThat(response.status()).isIn(400, 421);
    }

    @Test
    void theHostOfAnAbsoluteTargetDoesNotReplaceTheOneThatIsChecked() throws Exception {
        RawHttp.Response response = raw("GET http://127.0.0.1:" + application.port() + "/webhookscript/api/scripts HTTP/1.1\r\n"
                                        + "Host: evil.example.com\r\nX-Forwarded-Host: 127.0.0.1\r\nConnection: close\r\n\r\n");

        assertThat(response.status()).isEqualTo(421);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "../META-INF/LICENSE", "..%2f..%2fetc/passwd", "%2e%2e/%2e%2e/log4j2-test.properties",
            "lib/../../../log4j2-test.properties", "....//log4j2-test.properties", "./index.html", "/etc/passwd",
            "..\\..\\log4j2-test.properties", "lib/", "lib", ".hidden.js", "a/.hidden.js", "index.html%00.js",
            "io/webhookscript/console/Console.class", "index.html/" })
    void noFileOutsideThePageIsServed(String path) throws Exception {
        RawHttp.Response response = application.get(path);

        assertThat(response.status()).isIn(400, 404);
        assertThat(response.text()).doesNotContain("root:").doesNotContain("Licensed").doesNotContain("appender");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "..", "%2e%2e%2fcrm", "..%2F..%2Fetc%2Fpasswd", "CRM", "crm%00", "crm.webhookscript.yaml",
            "-crm", "event", "crm%0d%0aSet-Cookie:a=b", "a/b", "", "crm%2f..%2fcrm",
            "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg" })
    void aNameThatIsNotThatOfAScriptNeverBecomesAFile(String name) throws Exception {
        RawHttp.Response read = application.get("api/scripts/" + name + "/source");
        RawHttp.Response written = application.send("PUT", "api/scripts/" + name, Map.of("If-None-Match", "*"),
                Map.of("source", source("crm2")));
        RawHttp.Response deleted = application.send("DELETE", "api/scripts/" + name, Map.of("If-Match", "*"), "");

        assertThat(List.of(read.status(), written.status(), deleted.status()))
                .allMatch(status -> status >= 400 && status < 500);
        assertThat(written.headers()).doesNotContainKey("set-cookie");
        assertThat(files(application.folder())).containsExactly("crm.webhookscript.yaml");
        assertThat(files(folder)).containsExactly("scripts");
    }

    @Test
    void aLinkInTheFolderIsNeitherReadNorReplaced() throws Exception {
        Path outside = Files.writeString(folder.resolve("outside.yaml"), source("linked"));
        Files.createSymbolicLink(application.folder().resolve("linked.webhookscript.yaml"), outside);
        String version = ScriptReader.version(Files.readAllBytes(outside));

        RawHttp.Response created = application.send("PUT", "api/scripts/linked", Map.of("If-None-Match", "*"),
                Map.of("source", source("linked") + "# new\n"));
        RawHttp.Response saved = application.send("PUT", "api/scripts/linked", Map.of("If-Match", '"' + version + '"'),
                Map.of("source", source("linked") + "# new\n"));
        RawHttp.Response deleted
                = application.send("DELETE", "api/scripts/linked", Map.of("If-Match", '"' + version + '"'), "");

        assertThat(List.of(created.status(), saved.status(), deleted.status()))
                .allMatch(status -> status == 404 || status == 409);
        assertThat(Files.readString(outside)).isEqualTo(source("linked"));
        assertThat(Files.isSymbolicLink(application.folder().resolve("linked.webhookscript.yaml"))).isTrue();
    }

    @Test
    void aRequestThatIsTooLargeIsRefused() throws Exception {
        String large = "x".repeat(5 * 1024 * 1024);

        assertThat(http.post("/webhookscript/api/check", "{\"source\": \"" + large + "\"}").status()).isEqualTo(413);
        assertThat(http
                .post("/webhookscript/api/check", "{\"name\": \"crm\", \"source\": \"" + large.substring(0, 1_100_000) + "\"}")
                .code()).isEqualTo("too-large");
        assertThat(http
                .post("/webhookscript/api/dry-run", "{\"name\": \"crm\", \"event\": \"" + large.substring(0, 1_100_000) + "\"}")
                .code()).isEqualTo("too-large");
        assertThat(application.get("api/scripts?text=" + "x".repeat(17 * 1024)).status()).isEqualTo(413);
    }

    @Test
    void aRequestThatSaysItIsLargerThanItIsTakesNoMemory() throws Exception {
        RawHttp.Response response = raw("POST /webhookscript/api/check HTTP/1.1\r\nHost: evil.example.com\r\n"
                                        + "Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");

        assertThat(response.status()).isEqualTo(421);
    }

    @Test
    void jsonThatIsNestedWithoutEndIsRefused() throws Exception {
        String deep = "{\"a\":".repeat(100_000);

        assertThat(http.post("/webhookscript/api/check", deep).code()).isEqualTo("bad-request");
        assertThat(http.post("/webhookscript/api/check", "[".repeat(1_000_000)).code()).isEqualTo("bad-request");
        assertThat(http.post("/webhookscript/api/check", "{} {}").code()).isEqualTo("bad-request");
        assertThat(http.post("/webhookscript/api/check", "[]").code()).isEqualTo("bad-request");
        assertThat(http.post("/webhookscript/api/check", "{\"name\": 7, \"source\": []}").code()).isEqualTo("bad-request");
    }

    @Test
    void aYamlBombIsAProblemAndNoMemory() throws Exception {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
        }

        RawHttp.Response checked = application.post("api/check", Map.of("name", "crm", "source", bomb.toString()));

        assertThat(checked.json().path("valid").asBoolean()).isFalse();
        assertThat(checked.content().length).isLessThan(1_000_000);
    }

    @Test
    void noMethodIsTakenForAnother() throws Exception {
        for (String method : List.of("GET", "HEAD", "PATCH", "TRACE", "OPTIONS", "PROPFIND")) {
            RawHttp.Response response = http.send(method, "/webhookscript/api/scripts/crm/stop",
                    Map.of("X-HTTP-Method-Override", "POST", "X-Method-Override", "POST"), "");
            assertThat(response.status()).isBetween(400, 499);
        }
        assertThat(http.send("GET", "/webhookscript/api/scripts/crm/stop?_method=POST", Map.of(), "").status()).isEqualTo(405);
        assertThat(state()).isEqualTo("started");
    }

    @Test
    void aHeaderDoesNotNameTheUser() throws Exception {
        RawHttp.Response session = http.send("GET", "/webhookscript/api/session", Map.of(
                "X-Forwarded-User", "admin", "X-Remote-User", "admin", "Remote-User", "admin", "Authorization",
                "Basic YWRtaW46YWRtaW4="), "");

        assertThat(session.json().path("user").asText()).isEqualTo("local");
        assertThat(session.json().path("authenticated").asBoolean()).isFalse();
    }

    @Test
    void guessedNamesAndIdsFindNothing() throws Exception {
        assertThat(application.get("api/scripts/crm-2/source").code()).isEqualTo("no-script");
        assertThat(application.get("api/deliveries?messageId=msg_1").json().path("deliveries")).isEmpty();
        assertThat(application.get("api/deliveries?before=-1").code()).isEqualTo("bad-request");
        assertThat(application.get("api/deliveries?before=9223372036854775808").code()).isEqualTo("bad-request");
        assertThat(application.get("api/deliveries?messageId='%20or%201=1--").json().path("deliveries")).isEmpty();
        assertThat(application.post("api/drafts", Map.of("name", "x", "template", "../../LICENSE")).code())
                .isEqualTo("bad-request");
        assertThat(application.post("api/drafts", Map.of("name", "x", "from", "../crm")).code()).isEqualTo("bad-request");
    }

    @Test
    void aRealRunDoesNotSetTheHeadersOfTheComponent() throws Exception {
        assertThat(run("{\"id\": 1}", Map.of("CamelHttpUri", "http://evil.example.com")).code()).isEqualTo("bad-request");
        assertThat(run("{\"id\": 1}", Map.of("camelWebhookScriptMessageId", "x")).code()).isEqualTo("bad-request");
        assertThat(receiver.received()).isEmpty();
    }

    @Test
    void dataOfAnEventLeavesItsPlaceInNoHeaderAndNoUrl() throws Exception {
        RawHttp.Response run = run("{\"id\": \"1\\r\\nX-Evil: 1/../../admin?x=1\"}", Map.of());

        assertThat(run.status()).isEqualTo(200);
        assertThat(receiver.received()).hasSize(1)
                .allMatch(request -> request.startsWith("PUT /1%0D%0AX-Evil%3A%201%2F..%2F..%2Fadmin%3Fx%3D1 {"));
    }

    @Test
    void noResponseHoldsASecret() throws Exception {
        receiver.responds(422, "application/json", "{\"you sent\": \"" + SECRET + "\"}");

        StringBuilder all = new StringBuilder(run("{\"id\": 1}", Map.of()).text());
        for (String path : List.of("api/session", "api/scripts", "api/scripts/crm", "api/scripts/crm/source", "api/completion",
                "api/deliveries", "api/changes", "api/templates")) {
            all.append(application.get(path).text());
        }
        for (String text : List.of("{{ secret.crm }}", "{{ secret.crm | list | join('-') }}", "{{ secret.crm | base64 }}")) {
            String spying = source("spy").replace("https://a.example.com/", "https://a.example.com/" + text);
            all.append(application.post("api/dry-run", Map.of("name", "spy", "source", spying)).text());
            all.append(application.post("api/test", Map.of("name", "spy", "source", spying)).text());
        }

        assertThat(receiver.received()).hasSize(1);
        assertThat(all.toString()).doesNotContain(SECRET).doesNotContain("s-3-c-r").doesNotContain("czNjcjN0");
    }

    @Test
    void aHugeHeaderAndThousandsOfHeadersAreRefused() throws Exception {
        String head = "GET /webhookscript/api/session HTTP/1.1\r\nHost: 127.0.0.1:" + application.port() + "\r\n";
        for (String attack : List.of("X-A: " + "x".repeat(1_000_000), "X-A: x\r\n".repeat(10_000))) {
            assertThat(statusOrNothing((head + attack + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8)))
                    .isNotEqualTo(200);
        }

        assertThat(application.get("api/session").status()).isEqualTo(200);
    }

    /** The status of the response; 0 when the server has closed the connection instead. */
    private int statusOrNothing(byte[] request) {
        try {
            return http.exchange(request, false).status();
        } catch (IOException closed) {
            return 0;
        }
    }

    private RawHttp.Response run(String event, Map<String, String> headers) throws Exception {
        String version = application.get("api/scripts/crm").json().path("version").asText();
        return application.post("api/run", Map.of(
                "name", "crm", "version", version, "confirmed", true, "event", event, "headers", headers));
    }

    private RawHttp.Response raw(String request) throws IOException {
        return http.exchange(request.getBytes(StandardCharsets.UTF_8), false);
    }

    private String state() throws Exception {
        return application.get("api/scripts/crm").json().path("state").asText();
    }

    private static String source(String name) {
        return """
                webhookscript: "1.0"
                name: %s
                request: { method: GET, url: "https://a.example.com/" }
                """.formatted(name);
    }

    private static List<String> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }
}
