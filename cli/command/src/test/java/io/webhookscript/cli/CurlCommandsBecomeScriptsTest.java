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
package io.webhookscript.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CurlCommandsBecomeScriptsTest {

    @TempDir
    Path folder;

    /** @param line method, URL, body: what a receiver gets */
    record Case(String name, String command, String line) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> commands() {
        return List.of(
                new Case("nothing but a URL", "curl https://x.example.com/a?b=1", "GET https://x.example.com/a?b=1 null"),
                new Case(
                        "data is posted as a form", "curl https://x.example.com/a -d a=1 -d 'b=x y'",
                        "POST https://x.example.com/a a=1&b=x%20y"),
                new Case(
                        "data is one thing with another separator", "curl -XPUT --data='a=1' https://x.example.com/a",
                        "PUT https://x.example.com/a a=1"),
                new Case(
                        "encoded data", "curl https://x.example.com/a --data-urlencode 'q=a b&c' --data-urlencode =x",
                        "POST https://x.example.com/a q=a%20b%26c&x"),
                new Case(
                        "data in the query", "curl -G https://x.example.com/a?z=0 -d a=1 --data-urlencode 'q=ü'",
                        "GET https://x.example.com/a?z=0&a=1&q=%C3%BC null"),
                new Case(
                        "JSON by its header",
                        "curl -X PATCH https://x.example.com/a -H 'Content-Type: application/json' -d '{\"n\":\"O'\\''Brien\",\"d\":1.50}'",
                        "PATCH https://x.example.com/a {\"n\":\"O'Brien\",\"d\":1.50}"),
                new Case(
                        "JSON by its option", "curl --json '{\"a\":[1,null,true]}' https://x.example.com/a",
                        "POST https://x.example.com/a {\"a\":[1,null,true]}"),
                new Case(
                        "numbers keep their digits",
                        "curl https://x.example.com/a --json '{\"id\":12345678901234567890,\"e\":1e5,\"big\":0.1000000000000000055}'",
                        "POST https://x.example.com/a {\"id\":12345678901234567890,\"e\":100000,\"big\":0.1000000000000000055}"),
                new Case(
                        "a key that stands twice is a text",
                        "curl https://x.example.com/a --json '{\"a\":1,\"a\":2}'",
                        "POST https://x.example.com/a {\"a\":1,\"a\":2}"),
                new Case(
                        "what is not JSON is sent as it stands",
                        "curl https://x.example.com/a -H 'Content-Type: application/json' -d '{\"a\": 1,}'",
                        "POST https://x.example.com/a {\"a\": 1,}"),
                new Case(
                        "text of a browser",
                        "curl 'https://x.example.com/a' -H 'content-type: text/plain' --data-raw $'a\\n\\'b\\' \\u0041\\x42'",
                        "POST https://x.example.com/a a\n'b' AB"),
                new Case(
                        "XML", "curl https://x.example.com/a -H 'Content-Type: text/xml' -d '<a b=\"1\">x &amp; y</a>'",
                        "POST https://x.example.com/a <a b=\"1\">x &amp; y</a>"),
                new Case(
                        "lines that go on", "curl https://x.example.com/a \\\n  -X DELETE \\\n  --compressed",
                        "DELETE https://x.example.com/a null"),
                new Case(
                        "lines of Windows that go on",
                        "curl \"https://x.example.com/a?b=1\" ^\r\n  -X DELETE ^\r\n  --compressed",
                        "DELETE https://x.example.com/a?b=1 null"),
                new Case(
                        "quoting of a browser on Windows",
                        "curl ^\"https://x.example.com/a?b=1^&c=a^%^20b^\" ^\n  -H ^\"content-type: application/json^\" ^\n"
                                                           + "  --data-raw ^\"^{^\\^\"a^\\^\":^\\^\"x^&y^\\^\"^}^\"",
                        "POST https://x.example.com/a?b=1&c=a%20b {\"a\":\"x&y\"}"),
                new Case(
                        "older quoting of a browser on Windows",
                        "curl \"https://x.example.com/a\" ^\n -H \"content-type: application/json\" ^\n --data-raw \"{\\\"a\\\":1}\"",
                        "POST https://x.example.com/a {\"a\":1}"),
                new Case(
                        "quotes of the shell", "curl \"https://x.example.com/a\\\"b/\"'c d'\\ e",
                        "GET https://x.example.com/a%22b/c%20d%20e null"),
                new Case(
                        "a method of no standard", "curl -X PURGE https://x.example.com/a",
                        "PURGE https://x.example.com/a null"),
                new Case("head", "curl -I https://x.example.com", "HEAD https://x.example.com/ null"),
                new Case(
                        "text from the shell",
                        "curl https://x.example.com/a -H 'Content-Type: application/json' -d @- <<'EOF'\n{\"a\":\n1}\nEOF\n",
                        "POST https://x.example.com/a {\"a\":1}"),
                new Case(
                        "a file is the event", "curl -T report.pdf https://x.example.com/a",
                        "PUT https://x.example.com/a content of report.pdf"),
                new Case(
                        "a JSON file is the event",
                        "curl https://x.example.com/a -H 'Content-Type: application/json' -d @body.json",
                        "POST https://x.example.com/a {}"),
                new Case(
                        "a place of a page's own", "curl 'https://x.example.com/{account_id}/items/<item id>'",
                        "GET https://x.example.com/account_id/items/item%20id null"),
                new Case("dots in a path", "curl https://x.example.com/a/../b/./c", "GET https://x.example.com/b/c null"),
                new Case(
                        "a query that is no list of pairs", "curl 'https://x.example.com/a?b&c=1&b'",
                        "GET https://x.example.com/a?b&c=1&b null"),
                new Case(
                        "pairs in an order that a map has not", "curl 'https://x.example.com/?a=1&b=2&a=3'",
                        "GET https://x.example.com/?a=1&b=2&a=3 null"),
                new Case("a URL without a scheme", "curl x.example.com/a", "GET http://x.example.com/a null"),
                new Case("an address", "curl http://192.0.2.7:8080/a", "GET http://192.0.2.7:8080/a null"),
                new Case(
                        "a prompt and another command", "$ curl -s https://x.example.com/a | jq . > out",
                        "GET https://x.example.com/a null"),
                new Case(
                        "variables", "curl \"https://x.example.com/$ACCOUNT/${ITEM}\" -d \"n=$NAME\"",
                        "POST https://x.example.com/ACCOUNT/ITEM n=NAME"),
                new Case("a host of variables", "curl https://$HOST:8443/a", "GET https://HOST:8443/a null"),
                new Case(
                        "templates of others are text",
                        "curl https://x.example.com/a --json '{\"t\":\"{{ a }} {% if %} {#\",\"u\":\"{%endraw%}{{\"}'",
                        "POST https://x.example.com/a {\"t\":\"{{ a }} {% if %} {#\",\"u\":\"{%endraw%}{{\"}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void aReceiverGetsWhatItWouldGetFromCurl(Case given) throws Exception {
        Imported imported = imported(given.command());

        assertThat(imported.method() + " " + imported.url() + " " + imported.body()).isEqualTo(given.line());
    }

    @Test
    void headersKeepTheirOrderAndTheirLetters() throws Exception {
        Imported imported = imported(
                "curl https://x.example.com/ -H 'X-B: 2' -H 'x-a: 1' -H 'X-B: 3' -A agent/1 -e https://r.example.com/ -H 'X-Empty;'");

        assertThat(imported.headerNames()).startsWith("X-B", "x-a", "User-Agent", "Referer", "X-Empty");
        assertThat(imported.request.get("headers")).asString().contains("X-B=[2, 3]");
    }

    @Test
    void partsOfAFormAreParts() throws Exception {
        Cli.Run run = run(
                "curl -F 'file=@a.png;type=image/png;filename=\"b c.png\"' -F 'note=hi' -F 'form=\"a;b\"' https://x.example.com/");
        Imported imported = file();

        assertThat(run.exitCode()).isZero();
        assertThat(imported.header("Content-Type")).startsWith("multipart/form-data; boundary=");
        assertThat(imported.body()).contains("filename=\"b c.png\"").contains("image/png").contains("content of a.png")
                .contains("a;b");
        assertThat(run.err()).contains("event.file");
    }

    static List<Case> credentials() {
        return List.of(
                new Case("user", "curl -u sk_test_hunter2: https://api.stripe.com/v1/customers", "secret.stripe_user"),
                new Case("password", "curl -u crm:hunter2 https://api.x.example.com/", "secret.example_password"),
                new Case("user in the URL", "curl https://crm:hunter2@api.acme.com/", "secret.acme_password"),
                new Case("bearer", "curl -H 'Authorization: Bearer hunter2' https://api.acme.com/", "secret.acme_token"),
                new Case("bearer of its option", "curl --oauth2-bearer hunter2 https://api.acme.com/", "secret.acme_token"),
                new Case(
                        "basic", "curl -H 'Authorization: Basic Y3JtOmh1bnRlcjI=' https://api.acme.com/",
                        "secret.acme_password"),
                new Case("another scheme", "curl -H 'Authorization: Token hunter2' https://api.acme.com/", "secret.acme_token"),
                new Case("key in a header", "curl -H 'X-Api-Key: hunter2' https://api.acme.com/", "secret.acme_x_api_key"),
                new Case(
                        "key in the query", "curl 'https://api.acme.com/?access_token=hunter2&a=1'",
                        "secret.acme_access_token"),
                new Case(
                        "key in an odd query", "curl 'https://api.acme.com/?a&access_token=hunter2'",
                        "secret.acme_access_token"),
                new Case("cookie", "curl -b 'session=hunter2' https://acme.com/", "secret.acme_cookie"),
                new Case(
                        "field of JSON", "curl --json '{\"auth\":{\"client_secret\":\"hunter2\"}}' https://api.acme.com/",
                        "secret.acme_client_secret"),
                new Case(
                        "field of odd JSON",
                        "curl -H 'Content-Type: application/json' -d '{\"password\": \"hunter2\",}' https://api.acme.com/",
                        "secret.acme_password"),
                new Case(
                        "field of a form", "curl -d 'grant_type=x&client_secret=hunter2' https://api.acme.com/",
                        "secret.acme_client_secret"),
                new Case(
                        "field of XML",
                        "curl -H 'Content-Type: text/xml' -d '<a><Password>hunter2</Password></a>' https://api.acme.com/",
                        "secret.acme_password"),
                new Case(
                        "path of a hook", "curl https://hooks.slack.com/services/T0/B0/hunter2 --json '{\"text\":\"hi\"}'",
                        "secret.slack_path"),
                new Case(
                        "a form of a token", "curl https://api.acme.com/ -H 'X-Thing: ghp_hunter2hunter2'",
                        "secret.acme_x_thing"),
                new Case("a part of a form", "curl https://api.acme.com/ -F token=hunter2", "secret.acme_token"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("credentials")
    void aCredentialIsASecretAndStandsNowhere(Case given) throws Exception {
        Cli.Run run = run(given.command());
        Imported imported = file();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains(given.line() + " is ");
        assertThat(imported.text).contains(given.line()).doesNotContain("hunter2").doesNotContain("Y3JtOmh1bnRlcjI=");
        assertThat(run.out() + run.err()).doesNotContain("hunter2");
        assertThat(imported.request.toString()).contains("***" + given.line().substring("secret.".length()) + "***");
    }

    @Test
    void aVariableThatIsACredentialIsTheSecretOfItsName() throws Exception {
        Imported imported = imported("curl -H \"Authorization: Bearer $ACME_TOKEN\" https://api.acme.com/?q=$Q");

        assertThat(imported.text).contains("bearer: \"{{ secret.acme_token }}\"").contains("q: \"{{ context.q }}\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "-k", "-L", "--max-time 5", "-x http://proxy:3128", "-o out", "--cert a.pem", "-H 'Host: other'",
            "-H 'Accept-Encoding: br'",
            "-H 'Accept:'", "-H @file", "-b cookies.txt", "--digest", "--unheard-of", "https://y.example.com/",
            "--data-urlencode a@file",
            "-H 'X-N: Zoë'", "--next https://y.example.com/" })
    void whatIsNotCarriedOverIsListed(String option) throws Exception {
        Cli.Run run = run("curl https://x.example.com/a " + option);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("not carried over: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "wget https://x.example.com/", "curl", "curl -H 'x", "curl ftp://x.example.com/", "curl https://x.example.com/ -X",
            "curl https:///a", "curl -F x https://x.example.com/" })
    void aCommandThatIsNotARequestIsExitCodeTwo(String command) throws Exception {
        Cli.Run run = run(command);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(files()).isEmpty();
    }

    @Test
    void aCommandComesFromTheStandardInput() {
        Cli.Run run = Cli.withInput("curl https://x.example.com/a", "import", "curl", "-", "--print", "--name", "My Name");

        assertThat(run.out()).contains("name: my-name").contains("url: https://x.example.com/a");
    }

    private Imported imported(String command) throws Exception {
        Cli.Run run = run(command);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return file();
    }

    private Cli.Run run(String command) {
        return Cli.run("import", "curl", command, "-o", folder.toString());
    }

    private Imported file() throws Exception {
        return Imported.of(files().get(0));
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
