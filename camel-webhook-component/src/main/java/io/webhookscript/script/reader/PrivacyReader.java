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
package io.webhookscript.script.reader;

import java.util.List;

import io.webhookscript.script.PrivacyDefinition;
import io.webhookscript.script.RetentionDefinition;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.Scope;
import io.webhookscript.script.yaml.Section;
import org.jspecify.annotations.Nullable;

/** Reads {@code subject} and {@code retention}. */
final class PrivacyReader {

    private static final String SUBJECT = "subject";
    private static final String RETENTION = "retention";
    private static final String DELIVERIES = "deliveries";
    private static final List<String> IN_THE_STORE = List.of("deadLetters", "ids");
    private static final List<String> KEYS = List.of(DELIVERIES, "deadLetters", "ids");

    private final ScriptCompiler compiling;
    private final @Nullable Boolean hasStore;
    private final Findings findings;

    /** @param hasStore null when that is not known */
    PrivacyReader(ScriptCompiler compiling, @Nullable Boolean hasStore, Findings findings) {
        this.compiling = compiling;
        this.hasStore = hasStore;
        this.findings = findings;
    }

    PrivacyDefinition read(Section script) {
        return new PrivacyDefinition(
                script.node(SUBJECT).map(node -> compiling.value(node, SUBJECT, Scope.REQUEST)).orElse(null),
                script.section(RETENTION, KEYS).map(this::retention).orElse(RetentionDefinition.NONE));
    }

    private RetentionDefinition retention(Section retention) {
        for (String key : IN_THE_STORE) {
            if (retention.has(key) && Boolean.FALSE.equals(hasStore)) {
                findings.add(ProblemCode.NEEDS_STORE, retention.keyOf(key), retention.path(key),
                        "the component has no store, so there is nothing that could be kept",
                        "the component option `store`, such as `store = sqlite:webhooks.db`");
            }
        }
        return new RetentionDefinition(
                retention.positiveDuration(DELIVERIES).orElse(null), retention.positiveDuration("deadLetters").orElse(null),
                retention.positiveDuration("ids").orElse(null));
    }
}
