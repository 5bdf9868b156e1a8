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

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** HTTP headers of a source: kept in their order, but for those that the client sets and those that are credentials. */
final class HeaderMapping {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    /** What a script must not set, or what would promise a response that nobody here can read. */
    private static final Set<String> OF_THE_CLIENT = Set.of(
            "host", "content-length", "transfer-encoding", "connection", "keep-alive", "proxy-connection", "upgrade", "te",
            "expect", "accept-encoding", "content-encoding");

    private final ScriptDraft draft;
    private final MarkedTexts texts;
    private final CredentialMapping credentials;

    HeaderMapping(ScriptDraft draft, MarkedTexts texts, CredentialMapping credentials) {
        this.draft = draft;
        this.texts = texts;
        this.credentials = credentials;
    }

    void map(SourceRequest.Pair header) {
        String name = header.name();
        String value = header.value().strip();
        String lower = name.toLowerCase(Locale.ROOT);
        if (name.startsWith(":")) {
            draft.notCarried("the header " + name + ": it belongs to HTTP/2; the URL and the method contain it");
        } else if (texts.marks().in(name) || !TOKEN.matcher(name).matches()) {
            draft.notCarried("the header `" + name + "`: a script cannot have a placeholder in this name");
        } else if (OF_THE_CLIENT.contains(lower)) {
            draft.notCarried("the header " + name + ": the HTTP client sets it");
        } else if (lower.equals("content-type") && value.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            draft.notCarried("the header Content-Type with its boundary: a multipart body creates its own boundary");
        } else if (!isSendable(texts.marks().resolvedNames(value))) {
            draft.notCarried("the header " + name + ": its value contains a character that headers cannot contain");
        } else if (lower.equals("authorization") && !value.isEmpty()) {
            credentials.authorization(value);
        } else if (!value.isEmpty() && (Sensitive.isName(name) || Sensitive.isValue(value))) {
            credentials.header(name, value);
        } else {
            draft.header(name, texts.read(value));
        }
    }

    private static boolean isSendable(String value) {
        return value.chars().allMatch(c -> c >= ' ' && c < 0x7F || c == '\t');
    }
}
