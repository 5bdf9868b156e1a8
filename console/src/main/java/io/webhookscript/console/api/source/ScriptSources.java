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
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.webhookscript.WebhookScriptComponent;
import io.webhookscript.console.access.ApiCall;
import io.webhookscript.console.application.Application;
import io.webhookscript.console.web.ConsoleResponse;
import io.webhookscript.console.web.JsonResponse;
import io.webhookscript.console.web.RefusedRequestException;
import io.webhookscript.lifecycle.ScriptStatus;
import io.webhookscript.script.Script;
import io.webhookscript.script.reader.ScriptReader;
import io.webhookscript.script.yaml.YamlTree;
import org.jspecify.annotations.Nullable;

/** Shows the texts of scripts. The location is always that of a loaded script, never a part of the request. */
public final class ScriptSources {

    private static final String FILE = "file:";
    private static final String JAR = "jar:file:";

    private final Application application;

    public ScriptSources(Application application) {
        this.application = application;
    }

    /** A script's text as it is in its file now. */
    record Source(String fileName, byte[] content, boolean loaded, boolean editable) {

        String text() {
            return new String(content, StandardCharsets.UTF_8);
        }

        String version() {
            return ScriptReader.version(content);
        }
    }

    public ConsoleResponse source(ApiCall call) throws RefusedRequestException {
        Source source = of(call.name());
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", call.name());
        view.put("fileName", source.fileName());
        view.put("source", source.text());
        view.put("version", source.version());
        view.put("loaded", source.loaded());
        view.put("editable", source.editable());
        return JsonResponse.of(200, view).with(Map.of("ETag", "\"" + source.version() + "\""));
    }

    Source of(String name) throws RefusedRequestException {
        WebhookScriptComponent component = application.webhookScript();
        Optional<ScriptStatus> status = component.scripts().findWithoutUsers(name);
        Script script = status.map(ScriptStatus::script).orElse(null);
        try {
            Optional<Path> editable = application.editableFile(script, name);
            if (editable.isPresent() && application.folder() != null) {
                byte[] content = application.folder().read(name).orElseThrow(() -> RefusedRequestException.noScript(name));
                return new Source(
                        String.valueOf(editable.get().getFileName()), content, isLoaded(script, content), true);
            }
            if (script == null) {
                throw RefusedRequestException.noScript(name);
            }
            byte[] content = read(component, script.location());
            return new Source(
                    script.location().substring(script.location().lastIndexOf('/') + 1), content, isLoaded(script, content),
                    false);
        } catch (IOException e) {
            throw new RefusedRequestException(
                    404, "no-source", "the file of the script `" + name + "` can no longer be read");
        }
    }

    /** The names of all scripts, which a new script cannot have. */
    Set<String> names() {
        return new TreeSet<>(application.webhookScript().scripts().names());
    }

    private static boolean isLoaded(@Nullable Script script, byte[] content) {
        return script != null && script.version().equals(ScriptReader.version(content));
    }

    private static byte[] read(WebhookScriptComponent component, String location) throws IOException {
        if (location.startsWith(FILE)) {
            return bounded(Files.newInputStream(Path.of(location.substring(FILE.length()))));
        }
        if (location.startsWith(JAR)) {
            URLConnection entry = URI.create(location).toURL().openConnection();
            // a cached jar stays open, and cannot be replaced
            entry.setUseCaches(false);
            return bounded(entry.getInputStream());
        }
        String resource = location.replaceFirst("^classpath:/*", "");
        InputStream in = component.getCamelContext().getClassResolver().loadResourceAsStream(resource);
        if (in == null) {
            throw new IOException("there is no resource of that name");
        }
        return bounded(in);
    }

    private static byte[] bounded(InputStream in) throws IOException {
        try (in) {
            byte[] content = in.readNBytes(YamlTree.MAX_BYTES + 1);
            if (content.length > YamlTree.MAX_BYTES) {
                throw new IOException("the file has become too large for a script");
            }
            return content;
        }
    }
}
