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
package io.webhookscript.secret;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.component.properties.PropertiesLookup;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.util.IOHelper;
import org.jspecify.annotations.Nullable;

/**
 * Reads the properties that contain secrets. Camel's own resolution returns the same values but logs each of them at
 * DEBUG and TRACE; this class logs nothing. System properties and environment variables come first, then override and
 * initial properties and all properties sources, last the values that the properties parser finds elsewhere, as Spring
 * Boot's does. A value may name a vault or a function, {@code {{env:NAME}}}, and may be encrypted if a properties
 * parser decrypts it.
 */
public final class SecretProperties {

    private static final Pattern FUNCTION = Pattern.compile("\\{\\{([^{}:]+):([^{}]*)}}");

    private static final PropertiesLookup NO_LOOKUP = (name, defaultValue) -> null;

    /** Scripts name few secrets, but a name may also come from data. */
    private static final int MAX_KNOWN = 1_000;

    private final CamelContext camelContext;
    private final Map<String, Optional<String>> environment = new ConcurrentHashMap<>();

    public SecretProperties(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /** @param fromEnvironment whether an environment variable may provide the value, {@code A_B} for {@code a.b} */
    public Optional<String> find(String key, boolean fromEnvironment) {
        PropertiesComponent properties = (PropertiesComponent) camelContext.getPropertiesComponent();
        String value = System.getProperty(key);
        value = value != null || !fromEnvironment ? value : ofEnvironment(key);
        value = value != null ? value : of(properties.getLocalProperties(), key);
        value = value != null ? value : of(properties.getOverrideProperties(), key);
        value = value != null ? value : ofSources(properties, key);
        value = value != null ? value : of(properties.getInitialProperties(), key);
        value = value != null ? value : properties.getPropertiesParser().customLookup(key);
        return Optional.ofNullable(value)
                .map(found -> properties.getPropertiesParser().parseProperty(key, found, NO_LOOKUP))
                .map(found -> found.contains("{{") ? resolved(properties, found) : found);
    }

    /** The environment of a process does not change, and Camel looks for several spellings of the name. */
    private @Nullable String ofEnvironment(String key) {
        Optional<String> known = environment.get(key);
        if (known == null) {
            known = Optional.ofNullable(IOHelper.lookupEnvironmentVariable(key));
            if (environment.size() < MAX_KNOWN) {
                environment.put(key, known);
            }
        }
        return known.orElse(null);
    }

    private static @Nullable String of(@Nullable Properties properties, String key) {
        return properties == null ? null : properties.getProperty(key);
    }

    private static @Nullable String ofSources(PropertiesComponent properties, String key) {
        for (PropertiesSource source : properties.getPropertiesSources()) {
            String value = source.getProperty(key);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** The result of a function is the secret itself and is not resolved again. */
    private static String resolved(PropertiesComponent properties, String value) {
        Matcher matcher = FUNCTION.matcher(value);
        StringBuilder resolved = new StringBuilder();
        while (matcher.find()) {
            PropertiesFunction function = properties.getPropertiesFunction(matcher.group(1));
            String result = function == null ? null : function.apply(matcher.group(2));
            if (result == null) {
                throw new IllegalArgumentException(
                        function == null
                                ? "a secret names the properties function `" + matcher.group(1) + "`, which does not exist"
                                : "the properties function `" + matcher.group(1) + "` has no value for a secret");
            }
            matcher.appendReplacement(resolved, Matcher.quoteReplacement(result));
        }
        return matcher.appendTail(resolved).toString();
    }
}
