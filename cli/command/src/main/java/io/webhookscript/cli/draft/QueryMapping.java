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
import java.util.regex.Matcher;

/** The query of a source's URL: params, where nothing of their order is lost by it. For one request. */
final class QueryMapping {

    private final ScriptDraft draft;
    private final MarkedTexts texts;
    private final Blanks blanks;

    QueryMapping(ScriptDraft draft, MarkedTexts texts, Blanks blanks) {
        this.draft = draft;
        this.texts = texts;
        this.blanks = blanks;
    }

    /** @return what stays in the URL itself, with its question mark; empty when all are params */
    TemplateText map(String query) {
        List<SourceRequest.Pair> pairs = pairs(query);
        if (Pairs.areRegular(pairs) && pairs.stream().noneMatch(pair -> texts.marks().in(pair.name()))) {
            pairs.forEach(pair -> param(UrlText.decoded(pair.name()), pair.value()));
            return TemplateText.literal("");
        }
        TemplateText text = TemplateText.literal("?");
        String between = "";
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = UrlText.decoded(equals < 0 ? pair : pair.substring(0, equals));
            boolean secret = equals >= 0 && (Sensitive.isName(name) || Sensitive.isValue(pair.substring(equals + 1)));
            text = text.and(TemplateText.literal(between)).and(secret
                    ? TemplateText.literal(UrlText.query(pair.substring(0, equals + 1))).and(texts.secret(
                            UrlText.decoded(pair.substring(equals + 1)), texts.service() + "_" + Names.ofValue(name),
                            "the param " + name))
                    : texts.read(pair, literal -> TemplateText.literal(UrlText.query(literal))));
            between = "&";
        }
        return text;
    }

    private static List<SourceRequest.Pair> pairs(String query) {
        List<SourceRequest.Pair> pairs = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            pairs.add(equals < 0
                    ? new SourceRequest.Pair("", pair)
                    : new SourceRequest.Pair(pair.substring(0, equals), pair.substring(equals + 1)));
        }
        return pairs;
    }

    private void param(String name, String encoded) {
        String value = texts.marks().in(encoded) ? encoded : UrlText.decoded(encoded);
        Matcher blank = Blanks.PATTERN.matcher(value);
        if (blank.matches() && !Sensitive.isName(name)) {
            draft.param(name, blanks.value(Blanks.name(blank)));
        } else if (Sensitive.isName(name) && !value.isBlank() && !draft.hasAuth()) {
            new CredentialMapping(draft, texts).apiKey(true, name, value);
        } else {
            boolean secret = Sensitive.isName(name) && !value.isBlank() || Sensitive.isValue(value);
            draft.param(name, secret
                    ? texts.secret(value, texts.service() + "_" + Names.ofValue(name), "the param " + name)
                    : texts.read(encoded, literal -> TemplateText.literal(UrlText.decoded(literal))));
        }
    }
}
