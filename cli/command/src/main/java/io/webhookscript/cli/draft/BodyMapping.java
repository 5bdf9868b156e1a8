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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.webhookscript.cli.draft.SourceRequest.Body;
import io.webhookscript.cli.draft.SourceRequest.Pair;
import io.webhookscript.cli.draft.SourceRequest.Part;
import org.jspecify.annotations.Nullable;

/**
 * The body of a source's request: as a structure where it is one and nothing of it is lost, else as the text that it
 * is. For one draft.
 */
final class BodyMapping {

    private static final String JSON = "application/json";
    private static final String XML = "application/xml";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final ScriptDraft draft;
    private final MarkedTexts texts;

    BodyMapping(ScriptDraft draft, MarkedTexts texts) {
        this.draft = draft;
        this.texts = texts;
    }

    void map(Body body) {
        if (body instanceof Body.Text text) {
            text(text);
        } else if (body instanceof Body.Form form) {
            form(form.fields(), FORM);
        } else if (body instanceof Body.Multipart multipart) {
            multipart(multipart.parts());
        } else {
            file((Body.File) body);
        }
    }

    private void text(Body.Text body) {
        String contentType = draft.literalHeader("Content-Type").orElse(body.contentType());
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (type.equals(FORM)) {
            if (looksLikeJson(body.text())) {
                draft.remark("the body looks like JSON, but it is sent as a form, since no Content-Type says otherwise");
                plain(body.text(), contentType);
            } else {
                encodedForm(body.text(), contentType);
            }
        } else if (type.endsWith("/json") || type.endsWith("+json")) {
            json(body.text(), contentType);
        } else if (type.endsWith("/xml") || type.endsWith("+xml")) {
            xml(body.text(), contentType);
        } else {
            plain(body.text(), contentType);
        }
    }

    private void json(String text, String contentType) {
        Optional<JsonSource> tree = JsonSource.read(text, texts);
        if (tree.isPresent() && fits("json", tree.get().tree(), contentType, JSON)) {
            draft.expectBody(tree.get().rendered());
        } else if (!fits("json", JsonSource.text(text, texts), contentType, JSON)) {
            draft.remark("the body is not JSON, although its Content-Type says so; it is sent unchanged");
            verbatim(text, contentType);
        }
    }

    private void xml(String text, String contentType) {
        if (!fits("xml", texts.wholeText(text, texts::variable), contentType, XML)) {
            draft.remark("the body is not well-formed XML without a DOCTYPE; it is sent unchanged");
            verbatim(text, contentType);
        }
    }

    /** Takes this kind of body when the script can be used with it. */
    private boolean fits(String kind, @Nullable Object value, String contentType, String ownType) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put(kind, value == null ? "null" : value);
        draft.body(body);
        typed(contentType, ownType);
        return new DraftCheck(draft).canBeUsed();
    }

    /** A header says the type where the kind of body does not say the same by itself. */
    private void typed(String contentType, String ownType) {
        if (contentType.equalsIgnoreCase(ownType)) {
            draft.removeHeader("Content-Type");
        } else if (!draft.hasHeader("Content-Type")) {
            draft.header("Content-Type", TemplateText.literal(contentType));
        }
    }

    private void plain(String text, String contentType) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("text", texts.wholeText(text, texts::variable));
        body.put("contentType", contentType);
        draft.body(body);
        Optional<String> header = draft.literalHeader("Content-Type");
        draft.removeHeader("Content-Type");
        if (!new DraftCheck(draft).canBeUsed()) {
            header.ifPresent(value -> draft.header("Content-Type", TemplateText.literal(value)));
            verbatim(text, contentType);
        }
    }

    /** As text of no type that would be checked; the header says what it is. */
    private void verbatim(String text, String contentType) {
        draft.body(Map.of("text", texts.wholeText(text, texts::variable)));
        if (!draft.hasHeader("Content-Type")) {
            draft.header("Content-Type", TemplateText.literal(contentType));
        }
    }

    private void encodedForm(String text, String contentType) {
        List<Pair> pairs = new ArrayList<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            pairs.add(equals < 0
                    ? new Pair("", pair)
                    : new Pair(
                            UrlText.decoded(pair.substring(0, equals)),
                            UrlText.decoded(pair.substring(equals + 1))));
        }
        if (text.isBlank() || !Pairs.areRegular(pairs) || pairs.stream().anyMatch(pair -> texts.marks().in(pair.name()))) {
            plain(text, contentType);
        } else {
            form(pairs, contentType);
        }
    }

    private void form(List<Pair> pairs, String contentType) {
        Map<String, List<Object>> fields = new LinkedHashMap<>();
        for (Pair pair : pairs) {
            if (texts.marks().in(pair.name())) {
                draft.notCarried(
                        "the field `" + pair.name() + "` of the form: a script cannot have a placeholder in this name");
            } else {
                fields.computeIfAbsent(pair.name(), name -> new ArrayList<>()).add(
                        texts.value(pair.name(), pair.value(), Sensitive.isField(pair.name()), "the field"));
            }
        }
        Map<String, Object> form = new LinkedHashMap<>();
        Map<String, @Nullable Object> expected = new LinkedHashMap<>();
        fields.forEach((name, values) -> {
            form.put(name, values.size() == 1 ? values.get(0) : values);
            List<String> sent = values.stream().map(value -> ((TemplateText) value).renderedText(v -> v)).toList();
            expected.put(name, sent.size() == 1 ? sent.get(0) : sent);
        });
        draft.body(Map.of("form", form));
        typed(contentType, FORM);
        draft.expectBody(expected);
    }

    private void multipart(List<Part> parts) {
        draft.removeHeader("Content-Type");
        draft.body(Map.of("multipart", parts.stream().map(part -> part.file() ? filePart(part) : valuePart(part)).toList()));
    }

    private Map<String, Object> valuePart(Part part) {
        if (part.contentType() != null) {
            draft.notCarried(
                    "the type " + part.contentType() + " of the part " + part.name() + ": only parts with files have one");
        }
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("name", texts.read(part.name()));
        value.put("value", texts.value(part.name(), part.value(), Sensitive.isField(part.name()), "the part"));
        return value;
    }

    private Map<String, Object> filePart(Part part) {
        String key = Names.ofValue(part.name());
        String content = "content of " + part.value();
        TemplateText event = draft.event(
                List.of(key), Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8)));
        draft.remark("the file " + part.value() + " of the part " + part.name() + " comes from the event: event." + key
                     + ", as bytes or base64");
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("name", texts.read(part.name()));
        file.put("file", ((TemplateText.Part.Placeholder) event.parts().get(0)).expression());
        file.put("filename",
                texts.read(Objects.requireNonNullElse(part.filename(), part.value().replaceFirst("^.*[/\\\\]", ""))));
        if (part.contentType() != null) {
            file.put("contentType", texts.read(part.contentType()));
        }
        return file;
    }

    private void file(Body.File file) {
        String contentType = draft.literalHeader("Content-Type").orElse(file.contentType());
        boolean json = contentType.toLowerCase(Locale.ROOT).matches("[\\w.-]+/(?:[\\w.-]+\\+)?json\\b.*");
        draft.remark("the whole event is the body, instead of the file " + file.name());
        if (json) {
            draft.body(Map.of("json", TemplateText.placeholder("event", Map.of())));
            typed(contentType, JSON);
        } else {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("binary", "event");
            body.put("contentType", contentType);
            draft.body(body);
            draft.removeHeader("Content-Type");
            draft.wholeEvent("content of " + file.name());
        }
    }

    private static boolean looksLikeJson(String text) {
        String stripped = text.strip();
        return stripped.startsWith("{") && stripped.endsWith("}") || stripped.startsWith("[") && stripped.endsWith("]");
    }
}
