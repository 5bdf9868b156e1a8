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

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.template.Reference;
import io.webhookscript.template.Template;

/**
 * Limits the hosts that data may choose: an origin from an event, a variable or an endpoint parameter must have a host
 * that the operator has listed. Values from the script itself, the operator's context or a secret are trusted.
 */
public final class AllowedHosts {

    private final List<String> patterns;

    private static final Pattern FORM = Pattern.compile("(?:\\*\\.)?[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*|\\[[0-9a-f:.]+]");

    /**
     * @param  patterns                 host names; {@code *.example.com} matches all subdomains of {@code example.com}
     * @throws IllegalArgumentException when a pattern does not have this form
     */
    public AllowedHosts(List<String> patterns) {
        patterns.stream().filter(pattern -> !FORM.matcher(normal(pattern)).matches()).findFirst().ifPresent(pattern -> {
            throw new IllegalArgumentException(
                    "allowHosts=" + pattern + ": expected a host such as api.example.com, or *.example.com for all below it,"
                                               + " without scheme, port and path");
        });
        this.patterns = patterns.stream().map(AllowedHosts::normal).toList();
    }

    /** The problem of a rendered URL, unmasked; empty when it is allowed. */
    public Optional<String> problemOf(Template url, RequestUrl rendered, TemplateInputs data) {
        if (isChosenByData(url, data) && !allows(rendered.host())) {
            String expected = patterns.isEmpty() ? "a host that it lists (it is empty)" : String.valueOf(patterns);
            return Optional.of(
                    "the host `" + rendered.host() + "` was chosen by data and is not in allowHosts; expected " + expected);
        }
        return Optional.empty();
    }

    private static boolean isChosenByData(Template url, TemplateInputs data) {
        for (Reference reference : url.originReferences()) {
            if (isData(reference, data)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isData(Reference reference, TemplateInputs data) {
        return switch (reference.root()) {
            case "secret" -> false;
            case "context" -> reference.fields().isEmpty()
                    ? !data.endpointContext().isEmpty() : data.endpointContext().contains(reference.fields().get(0));
            default -> true;
        };
    }

    private boolean allows(String host) {
        String name = normal(host);
        return patterns.stream().anyMatch(pattern -> pattern.startsWith("*.")
                ? name.endsWith(pattern.substring(1)) && name.length() > pattern.length() - 1 : name.equals(pattern));
    }

    private static String normal(String host) {
        String lower = host.strip().toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
