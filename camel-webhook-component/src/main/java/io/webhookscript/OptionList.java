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
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Reads the values of an option that takes several, separated by commas. */
final class OptionList {

    private OptionList() {
    }

    static List<String> of(@Nullable String option) {
        if (option == null) {
            return List.of();
        }
        return Arrays.stream(option.split(",")).map(String::strip).filter(word -> !word.isEmpty()).toList();
    }
}
