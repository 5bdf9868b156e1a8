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

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes templates of the texts of one source: variables become values of {@code context}, or secrets where they are
 * credentials. For one draft.
 */
final class MarkedTexts {

    /** Credentials in texts that are not taken apart: a member of JSON, an element of XML, a well-known form. */
    private static final Pattern FIELD = Pattern.compile("\"([\\w-]{2,40})\"\\s*:\\s*\"([^\"\\\\]{1,4000})\""
                                                         + "|<(?:\\w+:)?([\\w-]{2,40})(?:\\s[^<>]*)?>([^<>]{1,4000})</");
    private static final Pattern WORD = Pattern.compile("[\\w.\\-]{12,}");

    private final ScriptDraft draft;
    private final Marks marks;
    private final Map<String, String> keys = new HashMap<>();
    private String service = "receiver";

    MarkedTexts(ScriptDraft draft, Marks marks) {
        this.draft = draft;
        this.marks = marks;
    }

    Marks marks() {
        return marks;
    }

    /** By which secrets are called that have no name of their own. */
    void service(String name) {
        this.service = name;
    }

    String service() {
        return service;
    }

    TemplateText read(String text) {
        return read(text, TemplateText::literal);
    }

    TemplateText read(String text, Function<String, TemplateText> literals) {
        return read(text, literals, this::variable);
    }

    /** A text that is a credential as a whole: each part of it is one. */
    TemplateText secret(String text, String wanted, String origin) {
        if (text.isBlank()) {
            return TemplateText.literal(text);
        }
        return read(text,
                literal -> literal.isBlank() ? TemplateText.literal(literal) : draft.secret(wanted, literal, origin),
                name -> draft.secretNamed(Names.ofVariable(name), origin));
    }

    /** A value under a name, which may tell that it is a credential. */
    TemplateText value(String name, String value, boolean sensitive, String origin) {
        boolean secret = sensitive && !value.isBlank() || Sensitive.isValue(value);
        return secret ? secret(value, service + "_" + Names.ofValue(name), origin + " " + name) : read(value);
    }

    /** A text that is not taken apart, without the credentials in it. */
    TemplateText wholeText(String text, Function<String, TemplateText> variables) {
        return read(text, this::withoutCredentials, variables);
    }

    /** The placeholder of a variable. */
    TemplateText variable(String name) {
        Optional<TemplateText> special = marks.special().apply(name);
        if (special.isPresent()) {
            return special.get();
        }
        if (Sensitive.isName(name) || marks.value(name).filter(Sensitive::isValue).isPresent()) {
            return draft.secretNamed(Names.ofVariable(name), "the variable " + name);
        }
        return draft.context(key(name), valueOf(name));
    }

    String key(String name) {
        return keys.computeIfAbsent(name, n -> Names.free(Names.ofVariable(n), keys.values()));
    }

    private String valueOf(String name) {
        Optional<String> value = marks.value(name).filter(text -> !text.isBlank());
        if (value.isEmpty()) {
            draft.remark("context." + key(name) + " has no value in the source; `" + name + "` is used instead");
        }
        return value.orElse(name);
    }

    private TemplateText read(
            String text, Function<String, TemplateText> literals, Function<String, TemplateText> variables) {
        TemplateText read = TemplateText.literal("");
        Matcher matcher = marks.pattern().matcher(text);
        int at = 0;
        while (matcher.find()) {
            read = read.and(literals.apply(text.substring(at, matcher.start())))
                    .and(variables.apply(matcher.group(1).strip()));
            at = matcher.end();
        }
        return read.and(literals.apply(text.substring(at)));
    }

    private TemplateText withoutCredentials(String text) {
        TemplateText clean = TemplateText.literal("");
        int at = 0;
        Matcher field = FIELD.matcher(text);
        for (int from = 0; field.find(from); from = field.end()) {
            int group = field.group(1) == null ? 3 : 1;
            if (Sensitive.isField(field.group(group)) && !field.group(group + 1).isBlank()) {
                clean = clean.and(withoutTokens(text.substring(at, field.start(group + 1)))).and(draft.secret(
                        service + "_" + Names.ofValue(field.group(group)), field.group(group + 1),
                        "the field " + field.group(group) + " of the body"));
                at = field.end(group + 1);
            }
        }
        return clean.and(withoutTokens(text.substring(at)));
    }

    private TemplateText withoutTokens(String text) {
        TemplateText clean = TemplateText.literal("");
        int at = 0;
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            if (Sensitive.isValue(word.group())) {
                clean = clean.and(TemplateText.literal(text.substring(at, word.start())))
                        .and(draft.secret(service + "_token", word.group(), "a token in the body"));
                at = word.end();
            }
        }
        return clean.and(TemplateText.literal(text.substring(at)));
    }
}
