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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that name scripts. */
final class ScriptPaths {

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Script files, and folders of them.")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--use-cases", paramLabel = "PATH", split = ",", description = "Files and folders with further use cases.")
    private List<Path> useCases = new ArrayList<>();

    @Mixin
    private LanguageOptions languages = new LanguageOptions();

    LoadedScripts load() {
        return LoadedScripts.of(ScriptFiles.at(paths, useCases), languages);
    }
}
