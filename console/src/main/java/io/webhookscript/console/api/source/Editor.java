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
package io.webhookscript.console.api.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

import io.webhookscript.WebhookScriptComponent;
import io.webhookscript.console.access.ApiCall;
import io.webhookscript.console.application.Application;
import io.webhookscript.console.folder.ScriptFolder;
import io.webhookscript.console.web.ConsoleRequest;
import io.webhookscript.console.web.ConsoleResponse;
import io.webhookscript.console.web.JsonResponse;
import io.webhookscript.console.web.RefusedRequestException;
import io.webhookscript.lifecycle.FileChanges;
import io.webhookscript.lifecycle.ScriptStatus;
import io.webhookscript.script.Script;
import io.webhookscript.script.reader.ReadResult;
import io.webhookscript.script.reader.ScriptReader;
import io.webhookscript.script.usecase.FoundFile;
import io.webhookscript.script.yaml.ScriptFileName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves, renames and deletes scripts in the writable folder. A text with errors is not saved, and neither is one that
 * was made from another version than that of the file. The scripts are reloaded at once. The audit event is recorded as
 * soon as a file has changed, so that no later failure hides the change.
 */
public final class Editor {

    private static final Logger LOG = LoggerFactory.getLogger(Editor.class);

    private final Application application;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    public Editor(Application application) {
        this.application = application;
    }

    @FunctionalInterface
    private interface Change {

        ConsoleResponse make(ScriptFolder folder) throws RefusedRequestException, IOException;
    }

    private ConsoleResponse alone(Change change) throws RefusedRequestException {
        ScriptFolder folder = application.folder();
        if (folder == null) {
            throw new RefusedRequestException(403, "forbidden", "no folder is set in which scripts can be saved");
        }
        oneAtATime.lock();
        try {
            return change.make(folder);
        } catch (IOException failure) {
            LOG.warn("a script cannot be saved", failure);
            throw new RefusedRequestException(500, "failed", "the file cannot be written; the log contains the reason");
        } finally {
            oneAtATime.unlock();
        }
    }

    public ConsoleResponse save(ApiCall call) throws RefusedRequestException {
        String source = call.body().text("source");
        byte[] content = Application.source(source);
        return alone(folder -> {
            Optional<byte[]> before = current(folder, call);
            ReadResult result = check(folder, call.name(), Set.of(), content);
            checkValid(result, source);
            folder.write(call.name(), content);
            String version = ScriptReader.version(content);
            application.audit().record(
                    call.caller().name(), before.isPresent() ? "save" : "create", call.name(), before.map(
                            old -> "version " + ScriptReader.version(old) + " replaced by " + version)
                            .orElse("version " + version));
            reload(Set.of(), new FoundFile(call.name() + ScriptFolder.EXTENSION, folder.location(call.name()), content));
            return saved(before.isPresent() ? 200 : 201, call.name(), source, result);
        });
    }

    private static ConsoleResponse saved(int status, String name, String source, ReadResult result) {
        String version = ScriptReader.version(source.getBytes(StandardCharsets.UTF_8));
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("name", name);
        view.put("version", version);
        view.put("problems", SourceCheck.problems(result.problems(), new SourceText(source)));
        return JsonResponse.of(status, view).with(Map.of("ETag", "\"" + version + "\""));
    }

    /**
     * The content of the file that the request is about, which must be that from which the caller has started.
     *
     * @return empty for a new script
     */
    private Optional<byte[]> current(ScriptFolder folder, ApiCall call) throws RefusedRequestException, IOException {
        ConsoleRequest request = call.request();
        Optional<String> match = request.header("if-match");
        boolean isNew = request.header("if-none-match").filter("*"::equals).isPresent();
        if (match.isEmpty() != isNew) {
            throw new RefusedRequestException(
                    428, "no-version", "the request needs If-Match with the version, or If-None-Match: * for a new script");
        }
        if (isNew) {
            checkFree(folder, call.name());
            return Optional.empty();
        }
        Script loaded = application.webhookScript().scripts().findWithoutUsers(call.name()).map(ScriptStatus::script)
                .orElse(null);
        Optional<byte[]> content = folder.read(call.name());
        if (content.isEmpty() && loaded == null) {
            throw RefusedRequestException.noScript(call.name());
        }
        if (content.isEmpty() || !application.isEditable(loaded, call.name())) {
            throw new RefusedRequestException(
                    409, "not-editable", "the file of the script is not in the folder in which scripts can be saved");
        }
        String version = ScriptReader.version(content.get());
        if (!match.get().equals("\"" + version + "\"")) {
            String source = new String(content.get(), StandardCharsets.UTF_8);
            throw new RefusedRequestException(
                    412, "changed", "the file of the script has been changed in the meantime",
                    Map.of("version", version, "source", source));
        }
        return content;
    }

    /** A removed script's name is free when its file is gone. */
    private void checkFree(ScriptFolder folder, String name) throws RefusedRequestException {
        WebhookScriptComponent component = application.webhookScript();
        if (component.repository().find(name).isPresent() || component.repository().broken().containsKey(name)
                || folder.has(name) || folder.isBlocked(name)) {
            throw new RefusedRequestException(409, "name-taken", "there is already a script `" + name + "`");
        }
    }

    private ReadResult check(ScriptFolder folder, String name, Set<String> gone, byte[] content) {
        return application.webhookScript().repository()
                .check(gone, new FoundFile(name + ScriptFolder.EXTENSION, folder.location(name), content));
    }

    private void checkValid(ReadResult result, String source) throws RefusedRequestException {
        SourceText text = new SourceText(source);
        Script script = result.script();
        if (script == null) {
            throw SourceCheck.invalid(result, text);
        }
        List<Map<String, @Nullable Object>> notAllowed = SourceCheck.notAllowed(application, script, text);
        if (!notAllowed.isEmpty()) {
            throw new RefusedRequestException(
                    422, "invalid-script", String.valueOf(notAllowed.get(0).get("message")), Map.of("problems", notAllowed));
        }
    }

    private void reload(Set<String> gone, FoundFile changed) {
        application.webhookScript().scripts().reload(new FileChanges(List.of(changed), gone, Map.of()));
        application.changes().listChanged();
    }

    public ConsoleResponse rename(ApiCall call) throws RefusedRequestException {
        String to = call.body().text("to");
        if (!ScriptFileName.NAME.matcher(to).matches()) {
            throw RefusedRequestException.badRequest("the new name must be " + ScriptFileName.EXPECTED_NAME);
        }
        return alone(folder -> {
            byte[] content = existing(folder, call);
            checkFree(folder, to);
            checkUnused(call.name(), "renamed");
            String source = NamedSource.renamed(new String(content, StandardCharsets.UTF_8), to);
            byte[] renamed = Application.source(source);
            Set<String> gone = Set.of(folder.location(call.name()));
            ReadResult result = check(folder, to, gone, renamed);
            checkValid(result, source);
            folder.write(to, renamed);
            application.audit().record(call.caller().name(), "rename", call.name(), "to " + to);
            folder.delete(call.name());
            reload(gone, new FoundFile(to + ScriptFolder.EXTENSION, folder.location(to), renamed));
            return saved(201, to, source, result);
        });
    }

    public ConsoleResponse delete(ApiCall call) throws RefusedRequestException {
        return alone(folder -> {
            byte[] content = existing(folder, call);
            checkUnused(call.name(), "deleted");
            folder.delete(call.name());
            application.audit().record(
                    call.caller().name(), "delete", call.name(), "version " + ScriptReader.version(content));
            application.webhookScript().scripts()
                    .reload(new FileChanges(List.of(), Set.of(folder.location(call.name())), Map.of()));
            application.changes().listChanged();
            return ConsoleResponse.empty(204).with(JsonResponse.NO_STORE);
        });
    }

    private byte[] existing(ScriptFolder folder, ApiCall call) throws RefusedRequestException, IOException {
        return current(folder, call).orElseThrow(() -> RefusedRequestException.noScript(call.name()));
    }

    private void checkUnused(String name, String verb) throws RefusedRequestException {
        List<String> routes = application.webhookScript().scripts().usersOf(name);
        if (!routes.isEmpty()) {
            throw new RefusedRequestException(
                    409, "in-use", "script '" + name + "' is not " + verb + ", since it is used by running routes: "
                                   + String.join(", ", routes) + "; stop them first",
                    Map.of("routes", routes));
        }
    }
}
