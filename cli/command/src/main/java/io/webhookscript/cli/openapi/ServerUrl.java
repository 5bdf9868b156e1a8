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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.webhookscript.cli.draft.Marks;
import io.webhookscript.cli.draft.ScriptDraft;
import org.jspecify.annotations.Nullable;

/**
 * The address before the path of an operation; its variables, or itself, become values of the context. For one draft.
 */
final class ServerUrl {

    /** Marks of the variables: characters for private use, which do not occur in URLs. */
    private static final char BEGIN = '\uE000';
    private static final char END = '\uE001';
    private static final Pattern MARK = Pattern.compile(BEGIN + "([^" + END + "]*)" + END);

    /** A variable that the document does not declare. */
    private static final Pattern UNDECLARED = Pattern.compile("\\{([^{}]+)}");

    private static final String EXAMPLE = "https://example.com";

    private final ScriptDraft draft;
    private final Map<String, String> variables = new LinkedHashMap<>();

    ServerUrl(ScriptDraft draft) {
        this.draft = draft;
    }

    Marks marks() {
        return new Marks(MARK, variables, name -> Optional.empty());
    }

    /** The URL of a webhook, which each receiver chooses. */
    String ofWebhook(@Nullable String chosen, String name) {
        if (chosen == null) {
            draft.remark("the document does not contain the receiver's address, as always for webhooks: replace the value of "
                         + "context.url");
        }
        return marked("url", chosen == null ? EXAMPLE + "/" + name.replaceAll("[^A-Za-z0-9._~-]+", "-") : chosen);
    }

    /** The URL before the path of an operation. */
    String ofOperation(@Nullable String chosen, Element document, Element item, Element operation) {
        Optional<Element> server = Stream.of(operation, item, document).map(holder -> holder.items("servers"))
                .flatMap(List::stream).filter(each -> each.has("url")).findFirst();
        String url = chosen != null ? chosen : server.flatMap(each -> each.text("url")).orElse("/");
        if (chosen == null && server.isPresent()) {
            url = withVariables(url, server.get());
        }
        url = url.replaceAll("/+$", "");
        if (!url.matches("(?is)https?://.*") && url.indexOf(BEGIN) != 0) {
            draft.remark("the document does not contain the address of the server: replace " + EXAMPLE + " in context");
            url = EXAMPLE + (url.isEmpty() || url.startsWith("/") ? url : "/" + url);
        }
        return url.indexOf(BEGIN) < 0 ? marked("baseUrl", url) : url;
    }

    private String withVariables(String text, Element server) {
        String url = text;
        for (Map.Entry<String, Element> variable : new ArrayList<>(server.members("variables").entrySet())) {
            String name = "{" + variable.getKey() + "}";
            String value = variable.getValue().text("default").orElse("");
            if (url.startsWith(name + "://")) {
                draft.remark("the server can also have another scheme than " + value);
                url = value + url.substring(name.length());
            }
            variables.put(variable.getKey(), value);
            url = url.replace(name, BEGIN + variable.getKey() + END);
        }
        return UNDECLARED.matcher(url).replaceAll(BEGIN + "$1" + END);
    }

    private String marked(String name, String value) {
        variables.put(name, value);
        return BEGIN + name + END;
    }
}
