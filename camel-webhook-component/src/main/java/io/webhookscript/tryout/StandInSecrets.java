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
package io.webhookscript.tryout;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import io.webhookscript.script.Script;
import io.webhookscript.template.Reference;

/**
 * Provides placeholders for the secrets of a script that runs without them: {@code ***name***}, and for a secret that
 * is a whole URL a URL that leads nowhere, which is shown in the same way.
 */
final class StandInSecrets {

    private StandInSecrets() {
    }

    static Function<String, Optional<String>> of(Script script) {
        List<Reference> url = script.definition().request().url().originReferences();
        return name -> Optional.of(isRead(name, url)
                ? "https://" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-") + ".secret.invalid/hook"
                : "***" + name + "***");
    }

    private static boolean isRead(String name, List<Reference> references) {
        return references.stream()
                .anyMatch(reference -> reference.root().equals("secret") && reference.fields().equals(List.of(name)));
    }
}
