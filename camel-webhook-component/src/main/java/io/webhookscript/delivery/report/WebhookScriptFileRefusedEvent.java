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
package io.webhookscript.delivery.report;

import java.time.Instant;
import java.util.Optional;

import io.webhookscript.script.Script;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * A changed script file was rejected because it is broken or in conflict with other files. The previous version stays
 * active.
 */
public final class WebhookScriptFileRefusedEvent extends WebhookScriptEvent {

    private final FileProblem problem;

    public WebhookScriptFileRefusedEvent(CamelContext camelContext, FileProblem problem, @Nullable Script loaded, Instant at) {
        super(camelContext, loaded, problem.location(), at);
        this.problem = problem;
    }

    public FileProblem getProblem() {
        return problem;
    }

    /** Always empty, since the event belongs to a file. */
    @Override
    public Optional<String> getMessageId() {
        return Optional.empty();
    }

    @Override
    String description() {
        return "file " + problem.location() + " was rejected: " + problem.text();
    }
}
