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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.webhookscript.value.FormFields;

/** Decodes a query or a form into a map from name to values in their order. */
final class FormParameters {

    private FormParameters() {
    }

    static Map<String, List<String>> of(String encoded, MaskedView shown) {
        Map<String, List<String>> pairs = new LinkedHashMap<>();
        FormFields.of(encoded, StandardCharsets.UTF_8).forEach(
                field -> pairs.computeIfAbsent(field.name(), n -> new ArrayList<>()).add(shown.text(field.value())));
        return pairs;
    }
}
