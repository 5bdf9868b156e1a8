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
package io.webhookscript.console.application;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.webhookscript.WebhookScriptComponent;
import io.webhookscript.console.folder.ScriptFolder;
import io.webhookscript.console.web.RefusedRequestException;
import io.webhookscript.script.Script;
import io.webhookscript.script.yaml.YamlTree;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * The application that the console shows.
 *
 * @param component     the name of the webhookscript component
 * @param folder        the folder in which scripts are saved; null when nothing can be saved
 * @param editableHosts the hosts that these scripts may call
 */
public record Application(
        CamelContext camelContext, String component, @Nullable ScriptFolder folder, EditableHosts editableHosts,
        Changes changes, Audit audit, Clock clock) {

    /** The component, which exists from the first use on. */
    public WebhookScriptComponent webhookScript() {
        WebhookScriptComponent found = camelContext.getComponent(component, WebhookScriptComponent.class);
        if (found == null || !found.isStarted()) {
            throw new ApplicationStoppedException();
        }
        return found;
    }

    /** The hosts that data may choose, as the component has them. */
    public List<String> allowHosts() {
        return Optional.ofNullable(webhookScript().getAllowHosts()).stream().flatMap(list -> Stream.of(list.split(",", -1)))
                .map(String::strip).filter(host -> !host.isEmpty()).toList();
    }

    public boolean isEditable(@Nullable Script script, String name) {
        return folder != null && (script == null
                ? folder.has(name) : script.location().equals(folder.location(name)));
    }

    /** The file of the script, if it is in the writable folder. */
    public Optional<Path> editableFile(@Nullable Script script, String name) {
        return isEditable(script, name) && folder != null ? Optional.of(folder.file(name)) : Optional.empty();
    }

    /** The text of a script in a request, as bytes. */
    public static byte[] source(String text) throws RefusedRequestException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > YamlTree.MAX_BYTES) {
            throw new RefusedRequestException(
                    413, "too-large", "the text has more than " + YamlTree.MAX_BYTES + " bytes");
        }
        return bytes;
    }
}
