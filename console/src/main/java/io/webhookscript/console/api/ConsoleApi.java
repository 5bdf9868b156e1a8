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
package io.webhookscript.console.api;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

import io.webhookscript.console.access.ApiCall;
import io.webhookscript.console.access.Caller;
import io.webhookscript.console.access.Role;
import io.webhookscript.console.api.deadletter.DeadLetterChanges;
import io.webhookscript.console.api.deadletter.DeadLetterSearch;
import io.webhookscript.console.api.deadletter.LetterChange;
import io.webhookscript.console.api.delivery.Deliveries;
import io.webhookscript.console.api.script.LifeCycle;
import io.webhookscript.console.api.script.ScriptList;
import io.webhookscript.console.api.script.Trials;
import io.webhookscript.console.api.source.Completion;
import io.webhookscript.console.api.source.Drafts;
import io.webhookscript.console.api.source.Editor;
import io.webhookscript.console.api.source.ScriptSources;
import io.webhookscript.console.api.source.SourceCheck;
import io.webhookscript.console.application.Application;
import io.webhookscript.console.application.ApplicationStoppedException;
import io.webhookscript.console.web.ConsoleRequest;
import io.webhookscript.console.web.ConsoleResponse;
import io.webhookscript.console.web.RefusedRequestException;
import io.webhookscript.script.yaml.ScriptFileName;

/** Finds what a request of the API asks for, checks the role, and carries it out. Thread-safe. */
public final class ConsoleApi {

    /** The segment of a path that is the name of a script. */
    private static final String NAME = "NAME";

    private final List<Operation> operations = new ArrayList<>();
    private final Application application;

    @FunctionalInterface
    interface Action {

        ConsoleResponse respond(ApiCall call) throws RefusedRequestException;
    }

    private record Operation(String method, String[] path, Role role, Action action) {

        /** Finds the name in the path, which is empty when it has none; nothing when the path is another. */
        Optional<String> match(String[] segments) {
            if (segments.length != path.length) {
                return Optional.empty();
            }
            String name = "";
            for (int i = 0; i < path.length; i++) {
                if (path[i].equals(NAME)) {
                    name = segments[i];
                } else if (!path[i].equals(segments[i])) {
                    return Optional.empty();
                }
            }
            return Optional.of(name);
        }
    }

    public ConsoleApi(Application application) {
        this.application = application;
        Sessions sessions = new Sessions(application);
        add("GET", "session", Role.VIEW, sessions::session);
        ScriptList list = new ScriptList(application);
        add("GET", "scripts", Role.VIEW, list::list);
        add("GET", "changes", Role.VIEW, list::changes);
        add("GET", "scripts/NAME", Role.VIEW, list::one);
        ScriptSources sources = new ScriptSources(application);
        add("GET", "scripts/NAME/source", Role.VIEW, sources::source);
        LifeCycle lifeCycle = new LifeCycle(application);
        for (LifeCycle.Step step : LifeCycle.Step.values()) {
            add("POST", "scripts/NAME/" + step.code(), Role.OPERATE, call -> lifeCycle.take(step, call));
        }
        SourceCheck check = new SourceCheck(application);
        add("POST", "check", Role.VIEW, check::check);
        add("POST", "test", Role.VIEW, check::test);
        Trials trials = new Trials(application);
        add("POST", "dry-run", Role.TRY, trials::dryRun);
        add("POST", "run", Role.TRY, trials::run);
        Completion completion = new Completion(application);
        add("GET", "completion", Role.VIEW, completion::completion);
        add("GET", "schema", Role.VIEW, completion::schema);
        Deliveries deliveries = new Deliveries(application);
        add("GET", "deliveries", Role.VIEW, deliveries::find);
        add("GET", "deliveries/summary", Role.VIEW, deliveries::summary);
        DeadLetterSearch letters = new DeadLetterSearch(application);
        add("GET", "dead-letters", Role.VIEW, letters::find);
        add("GET", "dead-letters/letter", Role.VIEW, letters::one);
        add("GET", "dead-letters/count", Role.VIEW, letters::count);
        add("GET", "dead-letters/replays", Role.VIEW, letters::replays);
        DeadLetterChanges changes = new DeadLetterChanges(application);
        for (LetterChange change : LetterChange.values()) {
            add("POST", "dead-letters/" + change.code(), Role.OPERATE, call -> changes.change(change, call));
        }
        add("POST", "dead-letters/stop", Role.OPERATE, changes::stop);
        Drafts drafts = new Drafts(sources);
        add("GET", "templates", Role.EDIT, drafts::templates);
        add("POST", "drafts", Role.EDIT, drafts::draft);
        Editor editor = new Editor(application);
        add("PUT", "scripts/NAME", Role.EDIT, editor::save);
        add("POST", "scripts/NAME/rename", Role.EDIT, editor::rename);
        add("DELETE", "scripts/NAME", Role.EDIT, editor::delete);
    }

    private void add(String method, String path, Role role, Action action) {
        operations.add(new Operation(method, path.split("/", -1), role, action));
    }

    /** @param path below {@code api/} */
    public ConsoleResponse respond(String path, ConsoleRequest request, Caller caller) throws RefusedRequestException {
        String[] segments = path.split("/", -1);
        boolean known = false;
        for (Operation operation : operations) {
            Optional<String> name = operation.match(segments);
            if (name.isPresent()) {
                known = true;
                if (operation.method().equals(request.isRead() ? "GET" : request.method())) {
                    String script = checked(name.get(), segments);
                    need(operation, request, caller, script);
                    return respond(operation, new ApiCall(request, caller, script));
                }
            }
        }
        // a user without any role gets the same response for every path
        caller.need(Role.VIEW);
        throw known
                ? new RefusedRequestException(405, "bad-request", "this path does not support " + request.method())
                : RefusedRequestException.notFound();
    }

    private void need(Operation operation, ConsoleRequest request, Caller caller, String script)
            throws RefusedRequestException {
        if (!request.isRead() && !caller.roles().contains(operation.role())) {
            application.audit().record(
                    caller.name(), "refused", script,
                    request.method() + " " + String.join("/", operation.path()) + " needs the role "
                                                      + operation.role().code());
        }
        caller.need(operation.role());
    }

    private static String checked(String name, String[] segments) throws RefusedRequestException {
        if (!name.isEmpty() && !ScriptFileName.NAME.matcher(name).matches() || segments.length > 1 && segments[1].isEmpty()) {
            throw RefusedRequestException
                    .badRequest("the path does not contain " + ScriptFileName.EXPECTED_NAME);
        }
        return name;
    }

    private static ConsoleResponse respond(Operation operation, ApiCall call) throws RefusedRequestException {
        try {
            return operation.action().respond(call);
        } catch (ApplicationStoppedException stopped) {
            throw new RefusedRequestException(503, "stopped", String.valueOf(stopped.getMessage()));
        } catch (NoSuchElementException gone) {
            // the script was removed after it was found
            throw RefusedRequestException.noScript(call.name());
        }
    }
}
