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
package io.webhookscript.request.render;

import java.util.LinkedHashSet;
import java.util.Set;

import io.webhookscript.secret.Masker;
import io.webhookscript.template.Reference;
import io.webhookscript.template.Template;
import io.webhookscript.value.PercentEncoding;

/**
 * A URL that is a secret. No part of it may appear in outgoing texts, since receivers repeat parts and messages name
 * hosts.
 */
final class SecretUrl {

    private SecretUrl() {
    }

    /** Adds the parts of a URL whose origin comes from a secret to the masker. */
    static void reveal(Template template, RequestUrl url, Masker masker) {
        for (Reference reference : template.originReferences()) {
            if (reference.root().equals("secret")) {
                String name = reference.fields().isEmpty() ? "secret" : reference.fields().get(0);
                parts(url).forEach(part -> masker.secret(name, part));
                return;
            }
        }
    }

    private static Set<String> parts(RequestUrl url) {
        Set<String> parts = new LinkedHashSet<>();
        parts.add(url.origin() + url.pathAndQuery());
        parts.add(url.origin());
        parts.add(url.origin().substring(url.origin().indexOf("://") + "://".length()));
        parts.add(url.host());
        parts.add(url.pathAndQuery());
        for (String part : url.pathAndQuery().split("[/?&=]", -1)) {
            parts.add(part);
            parts.add(PercentEncoding.decode(part));
        }
        int query = url.pathAndQuery().indexOf('?');
        parts.add(query < 0 ? url.pathAndQuery() : url.pathAndQuery().substring(0, query));
        return parts;
    }
}
