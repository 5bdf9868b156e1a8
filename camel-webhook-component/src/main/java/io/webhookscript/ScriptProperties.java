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
package io.webhookscript;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.webhookscript.script.Script;
import io.webhookscript.secret.SecretProperties;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives scripts the two kinds of Camel properties that they may read: secrets and values of {@code context}.
 * Thread-safe.
 */
final class ScriptProperties {

    private static final String CONTEXT = "webhookscript.context.";

    private static final Logger LOG = LoggerFactory.getLogger(ScriptProperties.class);

    private final Set<String> endingInALine = ConcurrentHashMap.newKeySet();
    private final CamelContext camelContext;
    private final SecretProperties secrets;
    private final SecretScope secretScope;
    private final Map<String, String> componentContext;

    /** @param componentContext the component's own values of {@code context} */
    ScriptProperties(CamelContext camelContext, SecretScope secretScope, Map<String, String> componentContext) {
        this.camelContext = camelContext;
        this.secrets = new SecretProperties(camelContext);
        this.secretScope = secretScope;
        this.componentContext = Map.copyOf(componentContext);
    }

    /** Finds the current values of a script's secrets by their names in {@code secret.NAME}. */
    Function<String, Optional<String>> secrets(Script script) {
        return name -> secret(name, secretScope.property(script, name));
    }

    private Optional<String> secret(String name, String property) {
        Optional<String> value = secrets.find(property, secretScope.readsTheEnvironment());
        if (value.isPresent() && (value.get().endsWith("\n") || value.get().endsWith("\r")) && endingInALine.add(property)) {
            LOG.warn("the secret {} ends with a line break, which is removed; write the file without it: printf"
                     + " instead of echo",
                    name);
        }
        if (value.isEmpty() && secretScope != SecretScope.ALL) {
            throw new IllegalArgumentException("there is no property " + property);
        }
        return value;
    }

    /**
     * Merges the context values. Later ones win: the component's, the properties for all scripts, the properties for
     * this script.
     */
    Map<String, String> context(Script script) {
        Map<String, String> values = new HashMap<>(componentContext);
        for (String scope : new String[] { "*", script.name() }) {
            String prefix = CONTEXT + scope + ".";
            for (String key : contextKeys(script, prefix)) {
                camelContext.getPropertiesComponent().resolveProperty(prefix + key).ifPresent(value -> values.put(key, value));
            }
        }
        return values;
    }

    /**
     * A key that the script names may come from any properties source. Other keys are known only from loaded
     * properties.
     */
    private Set<String> contextKeys(Script script, String prefix) {
        Set<String> keys = new LinkedHashSet<>(script.definition().context().values().keySet());
        Properties loaded = camelContext.getPropertiesComponent().loadProperties(name -> name.startsWith(prefix));
        loaded.stringPropertyNames().forEach(name -> keys.add(name.substring(prefix.length())));
        return keys;
    }
}
