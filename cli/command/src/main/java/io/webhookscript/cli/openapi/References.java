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
package io.webhookscript.cli.openapi;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import io.webhookscript.cli.draft.ScriptDraft;
import io.webhookscript.script.yaml.YamlNode;

/**
 * Follows references within a document; references to other documents are never followed, and are listed in the draft.
 * For one draft, whose work it bounds.
 */
final class References {

    /** The maximum number of references in a row. */
    private static final int MAX_STEPS = 20;

    /** Schemas that refer to each other can be followed endlessly; large documents in use need a tenth of this. */
    private static final int MAX_VISITS = 200_000;

    private final Element document;
    private final ScriptDraft draft;
    private int visits;

    References(Element document, ScriptDraft draft) {
        this.document = document;
        this.draft = draft;
    }

    /** The part itself, or the part that it refers to; empty if that is not in the document. */
    Optional<Element> follow(Element part) {
        if (++visits > MAX_VISITS) {
            throw part.fault(part.path() + ": the schemas of this operation are too large, or refer to each other too often");
        }
        Element at = part;
        for (int i = 0; at.isMap(); i++) {
            Optional<String> reference = at.text("$ref");
            if (reference.isEmpty()) {
                return Optional.of(at);
            }
            if (i == MAX_STEPS) {
                draft.notCarried("the reference " + reference.get() + ": it leads back to itself");
                return Optional.empty();
            }
            Optional<Element> target = target(document, reference.get());
            if (target.isEmpty()) {
                draft.notCarried(missing(reference.get()));
                return Optional.empty();
            }
            at = target.get();
        }
        return Optional.of(at);
    }

    static String missing(String reference) {
        return "the reference " + reference + (reference.startsWith("#")
                ? ": the document has nothing there" : ": other documents are neither read nor downloaded");
    }

    /** The part under a JSON pointer (RFC 6901 §6). */
    static Optional<Element> target(Element document, String reference) {
        if (!reference.startsWith("#/")) {
            return Optional.empty();
        }
        Optional<Element> at = Optional.of(document);
        for (String token : reference.substring(2).split("/", -1)) {
            String key = decoded(token).replace("~1", "/").replace("~0", "~");
            at = at.flatMap(part -> part.node() instanceof YamlNode.Sequence list ? item(part, list, key)
                    : part.isMap() ? part.find(key) : Optional.empty());
        }
        return at;
    }

    private static Optional<Element> item(Element part, YamlNode.Sequence list, String index) {
        return index.matches("\\d{1,6}") && Integer.parseInt(index) < list.items().size()
                ? Optional.of(new Element(
                        part.file(), part.path() + "[" + index + "]",
                        list.items().get(Integer.parseInt(index))))
                : Optional.empty();
    }

    private static String decoded(String token) {
        try {
            return URLDecoder.decode(token.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return token;
        }
    }
}
