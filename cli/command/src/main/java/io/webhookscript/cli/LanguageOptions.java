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

import java.util.ArrayList;
import java.util.List;

import io.webhookscript.language.ExpressionLanguages;
import picocli.CommandLine.Option;

/** The argument that allows further expression languages, as the component's option does. */
final class LanguageOptions {

    @Option(names = "--languages", paramLabel = "LANGUAGE", split = ",",
            description = "Languages that scripts may use, as the component's option languages; jsonpath,xpath by default. "
                          + "A script with mvel can do whatever Java can: allow it only where you trust its author.")
    private List<String> languages = new ArrayList<>(ExpressionLanguages.DEFAULT_ALLOWED);

    List<String> allowed() {
        return List.copyOf(languages);
    }
}
