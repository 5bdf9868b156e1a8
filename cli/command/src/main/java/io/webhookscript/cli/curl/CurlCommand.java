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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.webhookscript.cli.draft.Marks;
import io.webhookscript.cli.draft.SourceRequest;
import io.webhookscript.cli.draft.SourceRequest.Authentication;
import io.webhookscript.cli.draft.SourceRequest.Body;
import io.webhookscript.cli.draft.SourceRequest.Pair;
import io.webhookscript.cli.draft.SourceRequest.Part;
import io.webhookscript.cli.draft.UrlText;
import io.webhookscript.cli.input.CommandFailedException;
import org.jspecify.annotations.Nullable;

/**
 * A command of cURL, as a browser's "copy as cURL" and the pages of products print it, as a request. For one command.
 *
 * <pre>
 * CurlCommand command = CurlCommand.read("curl https://api.example.com/a -d b=1");
 * command.request();     // POST with a form
 * command.notCarried();  // options that a script has nothing for
 * </pre>
 */
public final class CurlCommand {

    /** Of the shell's variables. */
    public static final Marks MARKS = new Marks(
            Pattern.compile(ShellWords.BEGIN + "([^" + ShellWords.END + "]*)" + ShellWords.END), Map.of(),
            name -> Optional.empty());

    private static final String FORM = "application/x-www-form-urlencoded";
    /** What stands before the command in a terminal, or sets something for it. */
    private static final Pattern BEFORE = Pattern.compile("[$%>#]|sudo|time|\\w+=.*");
    private static final Pattern CURL = Pattern.compile("(?i)(?:.*[/\\\\])?curl(?:\\.exe)?");
    private static final Pattern GLOB = Pattern.compile("\\{[^{}]*,[^{}]*}|\\[[^\\[\\]]*\\d-\\d[^\\[\\]]*]");

    private final List<Pair> headers = new ArrayList<>();
    private final List<String> data = new ArrayList<>();
    private final List<String> query = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private final Set<String> notCarried = new LinkedHashSet<>();
    private final @Nullable String input;
    private @Nullable String method;
    private @Nullable String url;
    private @Nullable Authentication auth;
    private @Nullable String file;
    private boolean get;
    private boolean head;
    private boolean json;
    private boolean put;

    private CurlCommand(@Nullable String input) {
        this.input = input;
    }

    /** @throws CommandFailedException when it is not a command of cURL, or has no URL */
    public static CurlCommand read(String text) {
        String clean = text.replace(String.valueOf(ShellWords.BEGIN), "").replace(String.valueOf(ShellWords.END), "").strip();
        ShellWords.Line line = CmdWords.isCmd(clean) ? CmdWords.of(clean) : ShellWords.of(clean);
        List<String> words = new ArrayList<>(line.words());
        while (!words.isEmpty() && BEFORE.matcher(words.get(0)).matches()) {
            words.remove(0);
        }
        if (words.isEmpty() || !CURL.matcher(words.get(0)).matches()) {
            throw new CommandFailedException("this is not a cURL command, which begins with `curl`");
        }
        CurlCommand command = new CurlCommand(line.input());
        command.notCarried.addAll(line.notes());
        command.options(CurlOptions.of(words.subList(1, words.size())));
        if (command.url == null) {
            throw new CommandFailedException("the command has no URL");
        }
        return command;
    }

    /** What of the command a script cannot say. */
    public Set<String> notCarried() {
        return notCarried;
    }

    private void options(List<CurlOptions.Given> given) {
        for (CurlOptions.Given option : given) {
            if (option.name().equals("next")) {
                notCarried.add("what follows --next: a script is one request");
                return;
            }
            if (!request(option) && !content(option)) {
                notCarried.add(
                        "the option --" + option.name() + shown(option.value()) + ": " + CurlOptions.reason(option.name()));
            }
        }
    }

    private static String shown(String value) {
        return value.isEmpty() || value.indexOf(ShellWords.BEGIN) >= 0 ? "" : " " + ShellWords.shortened(value);
    }

    private boolean request(CurlOptions.Given option) {
        String value = option.value();
        switch (option.name()) {
            case "", "url" -> url(value);
            case "request" -> method = value.toUpperCase(Locale.ROOT).matches("GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS")
                    ? value.toUpperCase(Locale.ROOT) : value;
            case "header" -> header(value);
            case "user" -> user(value);
            case "oauth2-bearer" -> auth = new Authentication.Bearer(value);
            case "user-agent" -> headers.add(new Pair("User-Agent", value));
            case "referer" -> headers.add(new Pair("Referer", value.replaceFirst(";auto$", "")));
            case "range" -> headers.add(new Pair("Range", "bytes=" + value));
            case "cookie" -> cookie(value);
            case "get" -> get = true;
            case "head" -> head = true;
            case "basic" -> {
                // what --user does anyway
                return true;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean content(CurlOptions.Given option) {
        String value = option.value();
        switch (option.name()) {
            case "data", "data-ascii", "data-binary" -> data(value);
            case "data-raw" -> data.add(value);
            case "data-urlencode" -> urlEncoded(value, data);
            case "url-query" -> urlEncoded(value, query);
            case "json" -> {
                json = true;
                if (data.isEmpty()) {
                    data(value);
                } else {
                    data.set(0, data.get(0) + value);
                }
            }
            case "form" -> parts.add(FormPart.of(value, notCarried));
            case "form-string" -> parts.add(FormPart.literal(value));
            case "upload-file" -> {
                file = value;
                put = true;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void url(String value) {
        if (url != null) {
            notCarried.add("the URL " + ShellWords.shortened(MARKS.resolvedNames(value)) + ": a script is one request");
            return;
        }
        if (GLOB.matcher(value).find()) {
            notCarried.add("the pattern in the URL that matches several URLs: a script is one request");
        }
        url = value;
    }

    private void header(String value) {
        if (value.startsWith("@")) {
            notCarried.add("the headers in the file " + value.substring(1) + ": no file is read");
            return;
        }
        int colon = value.indexOf(':', value.startsWith(":") ? 1 : 0);
        if (colon >= 0 && !value.substring(colon + 1).isBlank()) {
            headers.add(new Pair(value.substring(0, colon).strip(), value.substring(colon + 1).strip()));
        } else if (colon < 0 && value.endsWith(";")) {
            headers.add(new Pair(value.substring(0, value.length() - 1).strip(), ""));
        } else {
            notCarried.add("the header option `" + value + "`: a script cannot remove a header");
        }
    }

    private void user(String value) {
        int colon = value.indexOf(':');
        auth = colon < 0
                ? new Authentication.Basic(value, ShellWords.BEGIN + "curl_password" + ShellWords.END)
                : new Authentication.Basic(value.substring(0, colon), value.substring(colon + 1));
    }

    private void cookie(String value) {
        if (value.indexOf('=') < 0 && value.indexOf(ShellWords.BEGIN) < 0) {
            notCarried.add("the cookies in the file " + value + ": no file is read");
        } else {
            headers.add(new Pair("Cookie", value));
        }
    }

    private void data(String value) {
        if (value.equals("@-") && input != null) {
            data.add(input);
        } else if (value.startsWith("@")) {
            if (file != null || !data.isEmpty()) {
                notCarried.add("the data in the file " + value.substring(1) + ": a body comes from one place");
            } else {
                file = value.substring(1);
            }
        } else {
            data.add(value);
        }
    }

    /** {@code content}, {@code =content}, {@code name=content}, {@code @file}, {@code name@file}. */
    private void urlEncoded(String value, List<String> target) {
        int equals = value.indexOf('=');
        int at = value.indexOf('@');
        if (at >= 0 && (equals < 0 || at < equals)) {
            notCarried.add("the data in the file " + value.substring(at + 1) + ": no file is read");
        } else {
            String name = equals > 0 ? value.substring(0, equals + 1) : "";
            target.add(name + encoded(value.substring(equals + 1)));
        }
    }

    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int begin = text.indexOf(ShellWords.BEGIN, at);
            int end = begin < 0 ? -1 : text.indexOf(ShellWords.END, begin) + 1;
            encoded.append(UrlText.value(text.substring(at, begin < 0 ? text.length() : begin)));
            if (begin >= 0) {
                encoded.append(text, begin, end);
            }
            at = begin < 0 ? text.length() : end;
        }
        return encoded.toString();
    }

    public SourceRequest request() {
        List<Pair> all = new ArrayList<>(headers);
        if (json) {
            addUnlessThere(all, "Content-Type", "application/json");
            addUnlessThere(all, "Accept", "application/json");
        }
        String address = String.valueOf(url);
        List<String> behind = new ArrayList<>(query);
        if (get) {
            behind.addAll(data);
        }
        if (!behind.isEmpty()) {
            int hash = address.indexOf('#');
            String base = hash < 0 ? address : address.substring(0, hash);
            address = base + (base.indexOf('?') < 0 ? "?" : "&") + String.join("&", behind);
        }
        return new SourceRequest(
                method(),
                address, all, auth, body().orElse(null));
    }

    private @Nullable String method() {
        if (method != null) {
            return method;
        }
        if (head) {
            return "HEAD";
        }
        return put ? "PUT" : null;
    }

    private static void addUnlessThere(List<Pair> headers, String name, String value) {
        if (headers.stream().noneMatch(header -> header.name().equalsIgnoreCase(name))) {
            headers.add(new Pair(name, value));
        }
    }

    private Optional<Body> body() {
        if (!parts.isEmpty()) {
            return Optional.of(new Body.Multipart(parts));
        }
        if (!data.isEmpty() && !get) {
            return Optional.of(new Body.Text(String.join("&", data), FORM));
        }
        return Optional.ofNullable(file).map(name -> new Body.File(name, put ? "application/octet-stream" : FORM));
    }
}
