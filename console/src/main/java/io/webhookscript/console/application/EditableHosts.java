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
package io.webhookscript.console.application;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.webhookscript.script.RequestDefinition;
import io.webhookscript.script.RequestDefinition.Authentication;
import io.webhookscript.script.Script;

/**
 * The hosts that a script may call which is saved in the console. They are the operator's bound: without it, an editor
 * could send secrets to any host. The host must be seen in the text: it is written there, or it is a value that the
 * operator has set. Immutable.
 */
public final class EditableHosts {

    private static final String ANY = "*";

    /** Host and port, and nothing before or after them that could change them. */
    private static final Pattern WRITTEN
            = Pattern.compile("(?i)https?://([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]+])(?::\\d{1,5})?(?:[/?].*)?",
                    Pattern.DOTALL);
    private static final Pattern VALUE
            = Pattern.compile("\\{\\{\\s*(secret|context)\\.([A-Za-z_]\\w*)\\s*}}(?:[/?].*)?", Pattern.DOTALL);

    private final List<String> allowed;

    private EditableHosts(List<String> allowed) {
        this.allowed = allowed;
    }

    /** @param list comma-separated hosts; a star and a dot before a domain match its subdomains, a star matches all */
    public static EditableHosts of(String list) {
        return new EditableHosts(
                Arrays.stream(list.split(",", -1)).map(host -> host.strip().toLowerCase(Locale.ROOT))
                        .filter(host -> !host.isEmpty()).toList());
    }

    /**
     * A place of a script whose host is not one of these.
     *
     * @param field its path in the file
     */
    public record Finding(String field, String text) {
    }

    /** @param operators the values of {@code context} that the operator has set for the script */
    public List<Finding> check(Script script, Map<String, String> operators) {
        List<Finding> findings = new ArrayList<>();
        if (allowed.contains(ANY)) {
            return findings;
        }
        RequestDefinition request = script.definition().request();
        if (request.connection().via() == null) {
            check("request.url", request.url().text(), script, operators).ifPresent(findings::add);
        }
        if (request.credentials().auth() instanceof Authentication.OAuth2 oauth2) {
            check("request.auth.oauth2.tokenUri", oauth2.tokenUri().text(), script, operators).ifPresent(findings::add);
        }
        Optional.ofNullable(request.connection().proxy()).filter(RequestDefinition.Proxy.Through.class::isInstance)
                .ifPresent(proxy -> findings.add(
                        new Finding("request.proxy", "scripts that are saved in the console cannot set a proxy")));
        return findings;
    }

    private Optional<Finding> check(String field, String url, Script script, Map<String, String> operators) {
        Matcher value = VALUE.matcher(url.strip());
        if (value.matches()) {
            String name = value.group(2);
            if (value.group(1).equals("secret") || operators.containsKey(name)) {
                return Optional.empty();
            }
            return written(field, script.definition().context().values().getOrDefault(name, ""));
        }
        return written(field, url.strip());
    }

    private Optional<Finding> written(String field, String url) {
        Matcher written = WRITTEN.matcher(url);
        if (!written.matches()) {
            return Optional.of(new Finding(
                    field,
                    "the host must be written in the text, or be one value of context or secret, since only some hosts are"
                           + " allowed for scripts that are saved in the console"));
        }
        String host = written.group(1).toLowerCase(Locale.ROOT);
        return allowed.stream().anyMatch(pattern -> matches(pattern, host))
                ? Optional.empty() : Optional.of(
                        new Finding(
                                field,
                                "the host `" + host + "` is not allowed for scripts that are saved in the console; allowed: "
                                       + String.join(", ", allowed)));
    }

    private static boolean matches(String pattern, String host) {
        return pattern.startsWith("*.") ? host.endsWith(pattern.substring(1)) : pattern.equals(host);
    }
}
