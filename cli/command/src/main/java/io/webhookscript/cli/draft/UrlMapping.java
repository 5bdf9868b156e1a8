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
package io.webhookscript.cli.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.webhookscript.cli.draft.TemplateText.Part;
import io.webhookscript.cli.input.CommandFailedException;

/** The URL of a source's request: origin, path and query, each by the rules of a script. For one request. */
final class UrlMapping {

    private static final Pattern SCHEME = Pattern.compile("(?i)([a-z][a-z0-9+.-]*)://");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_-]{1,63}");

    private final ScriptDraft draft;
    private final MarkedTexts texts;
    private final Blanks blanks;
    private TemplateText url = TemplateText.literal("");
    private final StringBuilder expected = new StringBuilder();

    UrlMapping(ScriptDraft draft, MarkedTexts texts, Blanks blanks) {
        this.draft = draft;
        this.texts = texts;
        this.blanks = blanks;
    }

    /** What the URL has to be in the draft's own test, without its query. */
    String expected() {
        return expected.toString();
    }

    void map(String source) {
        String text = source.strip();
        int hash = text.indexOf('#');
        if (hash >= 0) {
            draft.notCarried("the fragment of the URL (" + text.substring(hash) + "): it is never sent");
            text = text.substring(0, hash);
        }
        int question = text.indexOf('?');
        String base = question < 0 ? text : text.substring(0, question);
        String path = base.substring(origin(base));
        path(path);
        if (path.isEmpty() && expected.indexOf("/", expected.indexOf("://") + 3) < 0) {
            expected.append('/');
        }
        if (question >= 0 && question + 1 < text.length()) {
            url = url.and(new QueryMapping(draft, texts, blanks).map(text.substring(question + 1)));
        }
        draft.url(url);
    }

    /** @return where the path begins */
    private int origin(String base) {
        Matcher scheme = SCHEME.matcher(base);
        boolean hasScheme = scheme.lookingAt();
        if (hasScheme && !scheme.group(1).toLowerCase(Locale.ROOT).matches("https?")) {
            throw new CommandFailedException("only http and https can be called, not " + scheme.group(1));
        }
        int start = hasScheme ? scheme.end() : 0;
        int slash = base.indexOf('/', start);
        int end = slash < 0 ? base.length() : slash;
        String authority = withoutUser(base.substring(start, end));
        if (authority.isEmpty()) {
            throw new CommandFailedException("the URL has no host: " + texts.marks().resolved(base));
        }
        String schemeText = hasScheme ? scheme.group().toLowerCase(Locale.ROOT) : "";
        Optional<String> sole = hasScheme ? Optional.empty() : texts.marks().sole(authority);
        if (sole.isPresent()) {
            variableOrigin(sole.get());
        } else {
            if (!hasScheme && !texts.marks().in(authority)) {
                draft.remark("the URL has no scheme; http is used, as curl does");
            }
            host(hasScheme ? schemeText : "http://", authority);
        }
        return end;
    }

    private String withoutUser(String authority) {
        int at = authority.lastIndexOf('@');
        if (at < 0) {
            return authority;
        }
        String user = authority.substring(0, at);
        int colon = user.indexOf(':');
        texts.service(Names.ofHost(texts.marks().resolved(authority.substring(at + 1))));
        new CredentialMapping(draft, texts).basic(
                UrlText.decoded(colon < 0 ? user : user.substring(0, colon)),
                colon < 0 ? "" : UrlText.decoded(user.substring(colon + 1)), "in the URL");
        return authority.substring(at + 1);
    }

    /** The whole origin is one variable. */
    private void variableOrigin(String name) {
        String value = texts.marks().value(name).map(String::strip).filter(v -> !v.isEmpty()).orElse("");
        if (value.isEmpty()) {
            draft.remark(
                    "context." + texts.key(name) + " has no value in the source; replace https://example.com with its value");
            value = "https://example.com";
        }
        fixedOrigin(texts.key(name), SCHEME.matcher(value).lookingAt() ? value : "https://" + value);
    }

    private void fixedOrigin(String key, String value) {
        String origin = value.replaceAll("[?#].*$", "").replaceAll("/+$", "");
        texts.service(Names.ofHost(origin.replaceFirst("^\\w+://", "").replaceFirst("/.*", "")));
        url = url.and(draft.context(key, origin));
        expected.append(origin);
    }

    private void host(String scheme, String authority) {
        texts.service(Names.ofHost(texts.marks().resolved(authority)));
        if (!texts.marks().in(authority)) {
            url = url.and(TemplateText.literal(scheme + authority));
            expected.append(scheme).append(authority);
            return;
        }
        int colon = authority.lastIndexOf(':');
        String port = colon > 0 && authority.indexOf(']') < colon ? authority.substring(colon) : "";
        String name = authority.substring(0, authority.length() - port.length());
        boolean labels = texts.marks().sole(name).isEmpty() && !texts.marks().in(port) && texts.marks().names(name).stream()
                .allMatch(mark -> LABEL.matcher(texts.marks().value(mark).orElse(mark)).matches());
        if (labels) {
            TemplateText host = texts.read(name);
            url = url.and(TemplateText.literal(scheme)).and(host).and(TemplateText.literal(port));
            expected.append(scheme).append(host.renderedText(v -> v)).append(port);
        } else {
            draft.remark("the host consists of several variables; context.baseUrl contains all of it");
            fixedOrigin(texts.key("baseUrl"),
                    scheme + texts.marks().resolved(authority).replaceAll("[^A-Za-z0-9.:\\[\\]-]", "-"));
        }
    }

    private void path(String path) {
        int secret = Sensitive.pathOf(expected + path);
        int begin = secret < 0 ? path.length() : secret - expected.length();
        if (secret >= 0 && begin < path.length() && !texts.marks().in(path.substring(begin))) {
            segments(path.substring(0, begin));
            TemplateText hidden = draft.secret(texts.service() + "_path", path.substring(begin), "a part of the URL's path");
            url = url.and(hidden.filtered("path"));
            expected.append(hidden.rendered());
        } else {
            segments(path);
        }
    }

    private void segments(String path) {
        boolean first = true;
        for (String segment : withoutDots(path)) {
            TemplateText text = segment(segment);
            String slash = first ? "" : "/";
            first = false;
            url = url.and(TemplateText.literal(slash)).and(text);
            expected.append(slash).append(text.renderedText(
                    value -> value.startsWith("***") ? value : value.contains("/") ? slashesKept(value)
                            : UrlText.value(value)));
        }
    }

    /** As clients take {@code .} and {@code ..} out of a path (RFC 3986 §5.2.4); a script refuses them. */
    private List<String> withoutDots(String path) {
        List<String> segments = new ArrayList<>();
        String[] all = path.split("/", -1);
        for (int i = 0; i < all.length; i++) {
            String plain = all[i].replaceAll("(?i)%2e", ".");
            if (!plain.equals(".") && !plain.equals("..")) {
                segments.add(all[i]);
                continue;
            }
            draft.remark("the segment `" + all[i] + "` of the URL's path is resolved, as clients do");
            if (plain.equals("..") && segments.size() > 1) {
                segments.remove(segments.size() - 1);
            }
            if (i == all.length - 1) {
                segments.add("");
            }
        }
        return segments;
    }

    private static String slashesKept(String value) {
        return String.join("/", List.of(value.split("/", -1)).stream().map(UrlText::value).toList());
    }

    private TemplateText segment(String segment) {
        Optional<TemplateText> blank = blanks.segment(segment);
        if (blank.isPresent()) {
            return blank.get();
        }
        if (Sensitive.isValue(segment)) {
            return texts.secret(segment, texts.service() + "_path", "a part of the URL's path");
        }
        TemplateText text = TemplateText.literal("");
        for (Part part : texts.read(segment, literal -> blanks.read(literal, UrlText::segment)).parts()) {
            TemplateText one = part instanceof Part.Placeholder p
                    ? TemplateText.placeholder(p.expression(), p.example())
                    : TemplateText.literal(((Part.Literal) part).text());
            boolean slashes = part instanceof Part.Placeholder p && String.valueOf(p.example()).contains("/");
            text = text.and(slashes ? one.filtered("path") : one);
        }
        return text;
    }
}
