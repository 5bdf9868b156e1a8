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
package io.webhookscript.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.webhookscript.cli.input.CommandFailedException;
import io.webhookscript.script.Script;
import org.jspecify.annotations.Nullable;

/**
 * What an operator sets for scripts: secrets and context values, from the environment and from a properties file, under
 * the names that an application has for them. The environment wins, as it does in Camel.
 */
final class OperatorProperties {

    private static final String SECRET = "webhookscript.secret.";
    private static final String CONTEXT = "webhookscript.context.";
    private static final Pattern ENVIRONMENT = Pattern.compile("\\{\\{env:([^{}:]+)(?::([^{}]*))?}}");

    private final Properties file = new Properties();
    private final Function<String, @Nullable String> environment;

    private OperatorProperties(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /** @throws CommandFailedException when the file cannot be read */
    static OperatorProperties of(@Nullable Path path, Function<String, @Nullable String> environment) {
        OperatorProperties properties = new OperatorProperties(environment);
        if (path != null) {
            try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
                properties.file.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new CommandFailedException("the properties file " + path + " cannot be read: " + e, e);
            }
        }
        return properties;
    }

    Optional<String> secret(String name) {
        return find(SECRET + name);
    }

    /** Values for a script, those for all scripts and then its own. */
    Map<String, String> context(Script script) {
        Map<String, String> context = new LinkedHashMap<>();
        for (String scope : List.of("*", script.name())) {
            String prefix = CONTEXT + scope + ".";
            file.stringPropertyNames().stream().filter(key -> key.startsWith(prefix))
                    .forEach(key -> find(key).ifPresent(value -> context.put(key.substring(prefix.length()), value)));
            script.definition().context().values().keySet()
                    .forEach(key -> find(prefix + key).ifPresent(value -> context.put(key, value)));
        }
        return context;
    }

    /** The environment variable that Camel, too, takes for a property. */
    static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    static String secretVariable(String name) {
        return variable(SECRET + name);
    }

    private Optional<String> find(String property) {
        return Optional.ofNullable(environment.apply(variable(property)))
                .or(() -> Optional.ofNullable(file.getProperty(property))).map(value -> resolved(property, value));
    }

    /** An application resolves vaults and more; here it is the environment only. */
    private String resolved(String property, String value) {
        Matcher matcher = ENVIRONMENT.matcher(value);
        StringBuilder resolved = new StringBuilder();
        while (matcher.find()) {
            String found = environment.apply(matcher.group(1));
            String result = found == null ? matcher.group(2) : found;
            if (result == null) {
                throw new CommandFailedException(
                        property + " names the environment variable " + matcher.group(1) + ", which is not set");
            }
            matcher.appendReplacement(resolved, Matcher.quoteReplacement(result));
        }
        if (resolved.isEmpty() && value.startsWith("{{") && value.endsWith("}}")) {
            throw new CommandFailedException(
                    property + " names something that only an application can resolve; set the value itself, or {{env:NAME}}");
        }
        return matcher.appendTail(resolved).toString();
    }
}
