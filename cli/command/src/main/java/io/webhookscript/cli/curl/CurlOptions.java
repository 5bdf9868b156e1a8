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
package io.webhookscript.cli.curl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.webhookscript.cli.input.CommandFailedException;

/**
 * cURL's options: which have a value, how their short and long forms belong together, and why some mean nothing here.
 */
final class CurlOptions {

    /** Short form to long name, of the options that have a value. */
    private static final Map<Character, String> SHORT_WITH_VALUE = Map.ofEntries(
            Map.entry('A', "user-agent"), Map.entry('b', "cookie"), Map.entry('c', "cookie-jar"), Map.entry('C', "continue-at"),
            Map.entry('d', "data"), Map.entry('D', "dump-header"), Map.entry('e', "referer"), Map.entry('E', "cert"),
            Map.entry('F', "form"), Map.entry('H', "header"), Map.entry('K', "config"), Map.entry('m', "max-time"),
            Map.entry('o', "output"), Map.entry('r', "range"), Map.entry('T', "upload-file"), Map.entry('u', "user"),
            Map.entry('U', "proxy-user"), Map.entry('w', "write-out"), Map.entry('x', "proxy"), Map.entry('X', "request"),
            Map.entry('y', "speed-time"), Map.entry('Y', "speed-limit"), Map.entry('z', "time-cond"),
            Map.entry('P', "ftp-port"),
            Map.entry('Q', "quote"), Map.entry('t', "telnet-option"));

    private static final Map<Character, String> SHORT = Map.ofEntries(
            Map.entry('G', "get"), Map.entry('I', "head"), Map.entry('L', "location"), Map.entry('k', "insecure"),
            Map.entry('s', "silent"), Map.entry('S', "show-error"), Map.entry('v', "verbose"), Map.entry('i', "include"),
            Map.entry('f', "fail"), Map.entry('#', "progress-bar"), Map.entry('N', "no-buffer"), Map.entry('O', "remote-name"),
            Map.entry('J', "remote-header-name"), Map.entry('n', "netrc"), Map.entry('g', "globoff"), Map.entry('4', "ipv4"),
            Map.entry('6', "ipv6"), Map.entry('0', "http1.0"), Map.entry('1', "tlsv1"), Map.entry('Z', "parallel"),
            Map.entry('q', "disable"), Map.entry('R', "remote-time"), Map.entry('a', "append"),
            Map.entry('j', "junk-session-cookies"),
            Map.entry('p', "proxytunnel"), Map.entry(':', "next"));

    private static final Set<String> LONG_WITH_VALUE = Set.of(
            "user-agent", "cookie", "cookie-jar", "continue-at", "data", "data-ascii", "data-binary", "data-raw",
            "data-urlencode", "dump-header", "referer", "cert", "form", "form-string", "header", "config", "max-time",
            "output", "range", "upload-file", "user", "proxy-user", "write-out", "proxy", "request", "speed-time",
            "speed-limit", "time-cond", "ftp-port", "quote", "telnet-option", "json", "url", "url-query", "oauth2-bearer",
            "aws-sigv4", "cacert", "capath", "cert-type", "ciphers", "connect-timeout", "connect-to", "crlfile", "curves",
            "delegation", "dns-servers", "doh-url", "etag-compare", "etag-save", "expect100-timeout", "haproxy-clientip",
            "hsts", "interface", "keepalive-time", "key", "key-type", "limit-rate", "local-port", "login-options",
            "max-filesize", "max-redirs", "netrc-file", "noproxy", "output-dir", "parallel-max", "pass", "pinnedpubkey",
            "preproxy", "proto", "proto-default", "proto-redir", "proxy-header", "proxy-cacert", "proxy-cert", "proxy-key",
            "proxy-pass", "proxy1.0", "pubkey", "rate", "request-target", "resolve", "retry", "retry-delay",
            "retry-max-time", "service-name", "socks4", "socks4a", "socks5", "socks5-hostname", "stderr", "tls-max",
            "tls13-ciphers", "trace", "trace-ascii", "unix-socket", "abstract-unix-socket", "variable", "alt-svc", "libcurl");

    private static final String OUTPUT = "it is about what curl itself shows or writes";
    private static final String TIME = "`limits` of the script define how long a call may take, and how often it is attempted";
    private static final String TLS = "trust and client certificates are a bean under `request.tls`";
    private static final String NETWORK = "the way through the network is the application's";

    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("silent", OUTPUT), Map.entry("show-error", OUTPUT), Map.entry("verbose", OUTPUT),
            Map.entry("include", OUTPUT),
            Map.entry("show-headers", OUTPUT),
            Map.entry("fail", OUTPUT), Map.entry("fail-with-body", OUTPUT), Map.entry("progress-bar", OUTPUT),
            Map.entry("no-progress-meter", OUTPUT), Map.entry("no-buffer", OUTPUT), Map.entry("output", OUTPUT),
            Map.entry("remote-name", OUTPUT), Map.entry("remote-header-name", OUTPUT), Map.entry("write-out", OUTPUT),
            Map.entry("dump-header", OUTPUT), Map.entry("trace", OUTPUT), Map.entry("trace-ascii", OUTPUT),
            Map.entry("stderr", OUTPUT),
            Map.entry("location", "redirects are never followed"),
            Map.entry("location-trusted", "redirects are never followed"),
            Map.entry("max-redirs", "redirects are never followed"),
            Map.entry("post301", "redirects are never followed"), Map.entry("post302", "redirects are never followed"),
            Map.entry("insecure", "certificates are always checked; " + TLS), Map.entry("cacert", TLS),
            Map.entry("capath", TLS),
            Map.entry("cert", TLS), Map.entry("key", TLS), Map.entry("pass", TLS), Map.entry("cert-type", TLS),
            Map.entry("key-type", TLS), Map.entry("pinnedpubkey", TLS), Map.entry("ciphers", TLS),
            Map.entry("compressed", "compressed responses are read anyway"),
            Map.entry("max-time", TIME), Map.entry("connect-timeout", TIME), Map.entry("retry", TIME),
            Map.entry("retry-delay", TIME),
            Map.entry("retry-max-time", TIME), Map.entry("retry-all-errors", TIME), Map.entry("retry-connrefused", TIME),
            Map.entry("rate", TIME),
            Map.entry("max-filesize", "`limits.maxResponseSize` bounds the response"),
            Map.entry("proxy", "a proxy is `request.proxy`, or the component's option"),
            Map.entry("proxy-user", "credentials of a proxy are in the component's option proxy"),
            Map.entry("resolve", NETWORK), Map.entry("connect-to", NETWORK), Map.entry("unix-socket", NETWORK),
            Map.entry("interface", NETWORK), Map.entry("ipv4", NETWORK), Map.entry("ipv6", NETWORK),
            Map.entry("dns-servers", NETWORK),
            Map.entry("http1.0", "calls are HTTP/1.1"), Map.entry("http1.1", "calls are HTTP/1.1 anyway"),
            Map.entry("http2", "calls are HTTP/1.1"), Map.entry("http3", "calls are HTTP/1.1"),
            Map.entry("http2-prior-knowledge", "calls are HTTP/1.1"),
            Map.entry("cookie-jar", "cookies of responses are not kept"),
            Map.entry("netrc", "credentials are secrets of the application"),
            Map.entry("netrc-file", "credentials are secrets of the application"),
            Map.entry("digest", "a bean under `request.auth.ref` can do that"),
            Map.entry("ntlm", "a bean under `request.auth.ref` can do that"),
            Map.entry("negotiate", "a bean under `request.auth.ref` can do that"),
            Map.entry("anyauth", "a script has one way to authenticate"),
            Map.entry("aws-sigv4", "a bean under `request.auth.ref` can do that"),
            Map.entry("config", "the file is not read"), Map.entry("variable", "variables of curl itself are not known here"),
            Map.entry("globoff", "a URL of a script never means several URLs"));

    private CurlOptions() {
    }

    /** An option with its value, or an argument without an option (with an empty name). */
    record Given(String name, String value) {
    }

    static List<Given> of(List<String> words) {
        List<Given> all = new ArrayList<>();
        boolean ended = false;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (ended || !word.startsWith("-") || word.equals("-")) {
                all.add(new Given("", word));
            } else if (word.equals("--")) {
                ended = true;
            } else if (word.startsWith("--")) {
                i = longOption(words, i, all);
            } else {
                i = shortOptions(words, i, all);
            }
        }
        return all;
    }

    /** Why the option is not carried over. */
    static String reason(String name) {
        return REASONS.getOrDefault(name.replaceFirst("^no-(?!buffer|progress)", ""), "a script has nothing like it");
    }

    private static int longOption(List<String> words, int i, List<Given> all) {
        String name = words.get(i).substring(2);
        int equals = name.indexOf('=');
        if (equals > 0 && LONG_WITH_VALUE.contains(name.substring(0, equals))) {
            all.add(new Given(name.substring(0, equals), name.substring(equals + 1)));
            return i;
        }
        if (!LONG_WITH_VALUE.contains(name)) {
            all.add(new Given(name, ""));
            return i;
        }
        all.add(new Given(name, value(words, i, "--" + name)));
        return i + 1;
    }

    private static int shortOptions(List<String> words, int i, List<Given> all) {
        String letters = words.get(i);
        for (int k = 1; k < letters.length(); k++) {
            char letter = letters.charAt(k);
            String name = SHORT_WITH_VALUE.get(letter);
            if (name == null) {
                all.add(new Given(SHORT.getOrDefault(letter, String.valueOf(letter)), ""));
            } else if (k + 1 < letters.length()) {
                all.add(new Given(name, letters.substring(k + 1)));
                return i;
            } else {
                all.add(new Given(name, value(words, i, "-" + letter)));
                return i + 1;
            }
        }
        return i;
    }

    private static String value(List<String> words, int i, String option) {
        if (i + 1 >= words.size()) {
            throw new CommandFailedException("the option " + option + " of the command has no value");
        }
        return words.get(i + 1);
    }
}
