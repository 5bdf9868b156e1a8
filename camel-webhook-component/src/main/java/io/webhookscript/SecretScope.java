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

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import io.webhookscript.script.Script;

/** The properties that {@code secret.KEY} of a script can read; no other property can be read. */
enum SecretScope {
    ALL,
    SCRIPT,
    TENANT;

    private static final String PREFIX = "webhookscript.secret.";

    static SecretScope of(String word) {
        return Arrays.stream(values()).filter(scope -> scope.code().equals(word)).findFirst().orElseThrow(
                () -> new IllegalArgumentException(
                        "secretScope=" + word + ": expected one of "
                                                   + Arrays.stream(values()).map(SecretScope::code)
                                                           .collect(Collectors.joining(", "))));
    }

    private String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Environment variables have no dots and hyphens, so that one variable could mean the secrets of two owners: {@code
     * x_y} of {@code crm}, and {@code y} of {@code crm-x}.
     */
    boolean readsTheEnvironment() {
        return this == ALL;
    }

    /**
     * The name of the property.
     *
     * @throws IllegalArgumentException when no owner can have a secret of that name
     */
    String property(Script script, String key) {
        if (this == ALL) {
            return PREFIX + key;
        }
        if (key.contains(".")) {
            throw new IllegalArgumentException("with secretScope=" + code() + " the name of a secret must not contain a dot");
        }
        return PREFIX + owner(script).orElseThrow(() -> new IllegalArgumentException(
                "with secretScope=tenant a script without a tenant has no secrets"))
               + "." + key;
    }

    private Optional<String> owner(Script script) {
        return this == SCRIPT ? Optional.of(script.name()) : Optional.ofNullable(script.definition().about().tenant());
    }
}
