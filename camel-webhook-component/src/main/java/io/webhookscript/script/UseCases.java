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
package io.webhookscript.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.webhookscript.template.FilterFunction;

/** The use cases that scripts may name: those in the jar, and the user's own files. Immutable. */
public final class UseCases {

    static final String ANY = "any";
    static final String EXTENSION = ".usecase.yaml";

    private static final Pattern NEARLY = Pattern.compile("(?i).*\\.use-?cases?\\.(?:ya?ml|json)");

    private static final List<String> BUILT_IN = List.of(ANY, "contact", "ticket", "chat", "chatbot", "conversation");

    private final Map<String, UseCase> byName;
    private final IdentityHashMap<UseCase, DataNames> dataNames = new IdentityHashMap<>();

    private UseCases(Map<String, UseCase> byName) {
        this.byName = byName;
        byName.values().forEach(u -> dataNames.put(u, DataNames.of(u)));
    }

    /** What came of adding files: an own use case takes the place of a built-in one of its name. */
    public record Loaded(UseCases useCases, List<Problem> problems) {

        public Loaded {
            problems = List.copyOf(problems);
        }
    }

    /** Whether a file is likely to be meant as a use case, though it is not called like one. */
    static boolean looksLikeUseCase(String fileName) {
        return !fileName.endsWith(EXTENSION) && NEARLY.matcher(fileName).matches();
    }

    /** Those in the jar. */
    public static UseCases builtIn() {
        Map<String, UseCase> byName = new TreeMap<>();
        for (String name : BUILT_IN) {
            Findings findings = new Findings(name + EXTENSION);
            UseCase useCase = UseCaseReader.read(resource(name), Map.of(), findings).filter(u -> !findings.hasErrors())
                    .orElseThrow(() -> new InvalidScriptException(findings.problems())).useCase();
            byName.put(name, useCase);
        }
        return new UseCases(byName);
    }

    private static byte[] resource(String name) {
        try (InputStream in = UseCases.class.getResourceAsStream("usecases/" + name + EXTENSION)) {
            if (in == null) {
                throw new IllegalStateException("the jar has no use case " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the use case " + name + " in the jar", e);
        }
    }

    /** These and the given files, whose templates have the built-in filters only. */
    public Loaded with(List<FoundFile> files) {
        return with(files, Map.of());
    }

    /**
     * These and the given files; files with problems are left out. Two use cases of one name are a problem, unless
     * their files are the same.
     *
     * @param filters of the user's own, by name
     */
    public Loaded with(List<FoundFile> files, Map<String, FilterFunction> filters) {
        Map<String, UseCase> all = new TreeMap<>(byName);
        Map<String, FoundFile> own = new TreeMap<>();
        List<Problem> problems = new ArrayList<>();
        for (FoundFile file : files) {
            Findings findings = new Findings(file.name());
            Optional<UseCaseReader.Placed> read = UseCaseReader.read(file.content(), filters, findings);
            read.ifPresent(r -> Optional.ofNullable(own.putIfAbsent(r.useCase().name(), file))
                    .filter(other -> !Arrays.equals(other.content(), file.content()))
                    .ifPresent(other -> findings.add(
                            ProblemCode.DUPLICATE_NAME, r.nameAt().line(), r.nameAt().column(), "name",
                            "the use case " + Findings.quoted(r.useCase().name()) + " stands in " + other.location() + ", too",
                            "one file for it; this file is " + file.location(), List.of())));
            if (!findings.hasErrors()) {
                read.map(UseCaseReader.Placed::useCase).ifPresent(u -> all.put(u.name(), u));
            }
            problems.addAll(findings.problems());
        }
        return new Loaded(new UseCases(all), problems);
    }

    public Optional<UseCase> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** In alphabetical order. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** Names that may have been meant by one that is no use case, nearest first. */
    public List<String> nearest(String name) {
        return NearestNames.of(name, byName.keySet());
    }

    /** Worked out once: a use case has more placeholders than most scripts have values. */
    DataNames dataNames(UseCase useCase) {
        DataNames names = dataNames.get(useCase);
        return names != null ? names : DataNames.of(useCase);
    }

    UseCase any() {
        return byName.getOrDefault(ANY, UseCase.ANY);
    }
}
