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

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.webhookscript.script.UseCase;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.Scope;
import io.webhookscript.template.Reference;
import io.webhookscript.template.TemplateSource.FilePosition;
import io.webhookscript.value.NearestNames;

/** Checks that scripts read only the data of their use case and their {@code inputs}. */
public final class RootCheck {

    /** The fields of {@code message} that differ in each attempt. */
    private static final Set<String> OF_AN_ATTEMPT = Set.of("attempt", "attemptsLeft");

    private final UseCase useCase;
    private final Set<String> inputs;
    private final Set<String> dataRoots;
    private final Set<String> subjectFields;
    private final Findings findings;
    private final Map<Scope, Set<String>> known = new EnumMap<>(Scope.class);

    public RootCheck(UseCase useCase, DataNames names, List<String> inputs, Findings findings) {
        this.useCase = useCase;
        this.inputs = Collections.unmodifiableSet(new LinkedHashSet<>(inputs));
        this.dataRoots = names.roots();
        this.subjectFields = names.subjectFields();
        this.findings = findings;
    }

    public void check(List<Reference> references, Scope scope) {
        for (Reference reference : references) {
            if (findings.isFull(ProblemCode.UNKNOWN_ROOT)) {
                return; // the suggestions are the expensive part of a problem
            }
            if (scope.isFixed(reference.root())) {
                checkField(reference, scope);
            } else if (!scope.readsData() || !isData(reference.root())) {
                report(ProblemCode.UNKNOWN_ROOT, reference, unknownRoot(reference.root(), scope), expectedRoots(scope),
                        NearestNames.of(reference.root(), rootsOf(scope)));
            }
        }
    }

    private String unknownRoot(String root, Scope scope) {
        return scope.readsData()
                ? "`" + root + "` is neither data of the use case `" + useCase.name() + "` nor one of the inputs"
                : "`" + root + "` cannot be read here";
    }

    private boolean isData(String root) {
        return useCase.open() || inputs.contains(root) || dataRoots.contains(root) || subjectFields.contains(root);
    }

    private void checkField(Reference reference, Scope scope) {
        if (reference.fields().isEmpty()) {
            return;
        }
        String root = reference.root();
        String field = reference.fields().get(0);
        if (root.equals("event") && scope.readsData()) {
            checkEventField(reference, field);
            return;
        }
        if (root.equals("message") && OF_AN_ATTEMPT.contains(field) && scope != Scope.REQUEST_HEADER) {
            report(ProblemCode.UNKNOWN_FIELD, reference,
                    "`message." + field + "` changes with each attempt, and this is not rendered for each attempt",
                    "`message." + field + "` only in `request.headers`, and not in Content-Type", List.of());
            return;
        }
        Set<String> fields = scope.fieldsOf(root);
        boolean hasNone = Scope.WITHOUT_FIELDS.contains(root);
        if (hasNone || !fields.isEmpty() && !fields.contains(field)) {
            String inEvent = "event." + root + "." + field;
            boolean mayBeMeant = scope.readsData() && (useCase.open() || dataRoots.contains(root));
            report(ProblemCode.UNKNOWN_FIELD, reference, "`" + root + "` has no field `" + field + "`",
                    fields.isEmpty() ? "no field" : "one of " + String.join(", ", fields.stream().sorted().toList()),
                    mayBeMeant ? List.of(inEvent) : NearestNames.of(field, fields));
        }
    }

    private void checkEventField(Reference reference, String field) {
        if (!useCase.open() && !dataRoots.contains(field)) {
            report(ProblemCode.UNKNOWN_ROOT, reference,
                    "`event." + field + "` is not part of the data of the use case `" + useCase.name() + "`",
                    NearestNames.oneOf(dataRoots), NearestNames.of(field, dataRoots));
        }
    }

    private Set<String> rootsOf(Scope scope) {
        return known.computeIfAbsent(scope, this::collect);
    }

    private Set<String> collect(Scope scope) {
        Set<String> roots = new LinkedHashSet<>();
        if (scope.readsData()) {
            roots.addAll(dataRoots);
            roots.addAll(inputs);
            roots.addAll(subjectFields);
        }
        roots.addAll(new TreeSet<>(scope.names()));
        return roots;
    }

    private String expectedRoots(Scope scope) {
        List<String> own = rootsOf(scope).stream().limit(10).toList();
        return "one of " + String.join(", ", own) + (scope.readsData() ? ", or a name under `inputs`" : "");
    }

    private void report(ProblemCode code, Reference reference, String found, String expected, List<String> nearest) {
        FilePosition place = reference.source().place(reference.offset());
        findings.add(code, place.line(), place.column(), reference.source().field(), found, expected, nearest);
    }
}
