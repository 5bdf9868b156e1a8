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
package io.webhookscript.script.usecase;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.webhookscript.script.UseCase;
import io.webhookscript.script.problem.InvalidScriptException;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.reader.LinkedFile;
import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.ScriptFileName;
import io.webhookscript.template.FilterFunction;
import io.webhookscript.value.NearestNames;
import org.jspecify.annotations.Nullable;

/** The use cases that scripts may name: those in the jar, and custom files. Immutable. */
public final class UseCases {

    private static final Pattern NEARLY = Pattern.compile("(?i).*\\.use-?cases?\\.(?:ya?ml|json)");

    private static final List<String> BUILT_IN
            = List.of(UseCase.ANY_NAME, "contact", "ticket", "chat", "chatbot", "conversation");

    private final Map<String, CachedUseCase> byName;

    private UseCases(Map<String, CachedUseCase> byName) {
        this.byName = byName;
    }

    /**
     * A use case and its names. Both are computed when they are first needed, since a script needs one use case and
     * reading all of them takes longer than reading the script. Thread-safe; if threads race, one of them computes
     * twice.
     */
    private static final class CachedUseCase {

        private final Supplier<UseCase> reading;
        private volatile @Nullable UseCase useCase;
        private volatile @Nullable DataNames dataNames;

        private CachedUseCase(Supplier<UseCase> reading) {
            this.reading = reading;
        }

        private UseCase useCase() {
            UseCase known = useCase;
            if (known == null) {
                known = reading.get();
                useCase = known;
            }
            return known;
        }

        private DataNames dataNames() {
            DataNames known = dataNames;
            if (known == null) {
                known = DataNames.of(useCase());
                dataNames = known;
            }
            return known;
        }
    }

    /** The result of adding files: a custom use case replaces a built-in one of the same name. */
    public record LoadResult(UseCases useCases, List<Problem> problems) {

        public LoadResult {
            problems = List.copyOf(problems);
        }
    }

    /** Whether a file is probably a use case with a wrong file name. */
    public static boolean looksLikeUseCase(String fileName) {
        return !fileName.endsWith(ScriptFileName.USE_CASE_EXTENSION) && NEARLY.matcher(fileName).matches();
    }

    /** Returns the use cases in the jar. */
    public static UseCases builtIn() {
        Map<String, CachedUseCase> byName = new TreeMap<>();
        BUILT_IN.forEach(name -> byName.put(name, new CachedUseCase(() -> builtIn(name))));
        return new UseCases(byName);
    }

    private static UseCase builtIn(String name) {
        Findings findings = new Findings(name + ScriptFileName.USE_CASE_EXTENSION);
        return UseCaseReader.read(resource(name), Map.of(), findings).filter(u -> !findings.hasErrors())
                .orElseThrow(() -> new InvalidScriptException(findings.problems())).useCase();
    }

    private static byte[] resource(String name) {
        try (InputStream in = UseCases.class
                .getResourceAsStream("/io/webhookscript/script/usecases/" + name + ScriptFileName.USE_CASE_EXTENSION)) {
            if (in == null) {
                throw new IllegalStateException("the jar has no use case " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the use case " + name + " in the jar", e);
        }
    }

    /** Adds the given files, whose templates have only the built-in filters. */
    public LoadResult with(List<FoundFile> files) {
        return with(files, Map.of());
    }

    /**
     * Adds the given files; files with problems are left out. Two use cases of one name are a problem, unless their
     * files are the same.
     *
     * @param filters custom filters, by name
     */
    public LoadResult with(List<FoundFile> files, Map<String, FilterFunction> filters) {
        Map<String, CachedUseCase> all = new TreeMap<>(byName);
        Map<String, FoundFile> own = new TreeMap<>();
        List<Problem> problems = new ArrayList<>();
        for (FoundFile file : files) {
            Findings findings = new Findings(file.name());
            Optional<UseCaseReader.PositionedUseCase> read = UseCaseReader.read(file.content(), filters, findings);
            read.ifPresent(r -> Optional.ofNullable(own.putIfAbsent(r.useCase().name(), file))
                    .filter(other -> !Arrays.equals(other.content(), file.content()))
                    .ifPresent(other -> findings.add(
                            ProblemCode.DUPLICATE_NAME, r.nameAt().line(), r.nameAt().column(), "name",
                            "the use case " + Findings.quoted(r.useCase().name()) + " is also in " + other.location(),
                            "one file for it; this file is " + file.location(), List.of())));
            if (!findings.hasErrors()) {
                read.map(UseCaseReader.PositionedUseCase::useCase)
                        .ifPresent(u -> all.put(u.name(), new CachedUseCase(() -> u)));
            }
            problems.addAll(LinkedFile.withoutQuotes(findings.problems(), file.name(), file.location()));
        }
        return new LoadResult(new UseCases(all), problems);
    }

    public Optional<UseCase> find(String name) {
        return Optional.ofNullable(byName.get(name)).map(CachedUseCase::useCase);
    }

    /** Returns the names in alphabetical order. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** Returns names that are similar to an unknown use case, nearest first. */
    public List<String> nearest(String name) {
        return NearestNames.of(name, byName.keySet());
    }

    /** Returns the names of a use case. They are computed once, since a use case has many placeholders. */
    public DataNames dataNames(UseCase useCase) {
        CachedUseCase known = byName.get(useCase.name());
        return known != null && known.useCase().equals(useCase) ? known.dataNames() : DataNames.of(useCase);
    }

    public UseCase any() {
        return find(UseCase.ANY_NAME).orElse(UseCase.ANY);
    }
}
