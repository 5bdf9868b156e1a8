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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.webhookscript.cli.curl.CurlCommand;
import io.webhookscript.cli.draft.DraftCheck;
import io.webhookscript.cli.draft.Names;
import io.webhookscript.cli.draft.RequestMapping;
import io.webhookscript.cli.draft.ScriptDraft;
import io.webhookscript.cli.input.CommandFailedException;
import io.webhookscript.cli.postman.PostmanCollection;
import io.webhookscript.cli.postman.PostmanItem;
import io.webhookscript.console.web.RefusedRequestException;
import org.jspecify.annotations.Nullable;

/** Makes drafts of requests in other forms, as the command line does. Credentials become names of secrets. */
final class Imports {

    /** More requests than a person looks through on one page. */
    private static final int MAX_REQUESTS = 200;

    private Imports() {
    }

    /** @param name of the script; made of the URL when it is missing */
    static Map<String, Object> curl(String command, @Nullable String name, Set<String> taken) throws RefusedRequestException {
        try {
            CurlCommand curl = CurlCommand.read(command);
            var request = curl.request();
            ScriptDraft draft = new ScriptDraft(
                    Objects.requireNonNullElseGet(name, () -> Names.freeOfScript(
                            Names.ofUrl(CurlCommand.MARKS.resolvedNames(request.url())), taken)));
            curl.notCarried().forEach(draft::notCarried);
            RequestMapping mapping = new RequestMapping(draft, CurlCommand.MARKS, Map.of());
            mapping.map(request);
            mapping.test("the request is that of the command");
            return view(draft);
        } catch (CommandFailedException failure) {
            throw unreadable(failure);
        }
    }

    static Map<String, Object> postman(String collection, Set<String> existing) throws RefusedRequestException {
        List<PostmanItem> items;
        try {
            items = PostmanCollection.read(collection.getBytes(StandardCharsets.UTF_8)).items();
        } catch (CommandFailedException failure) {
            throw unreadable(failure);
        }
        if (items.size() > MAX_REQUESTS) {
            throw new RefusedRequestException(
                    422, "cannot-import", "the collection has more than " + MAX_REQUESTS + " requests; export a folder of it");
        }
        List<Map<String, Object>> drafts = new ArrayList<>();
        Set<String> taken = new HashSet<>(existing);
        for (PostmanItem item : items) {
            String name = Names.freeOfScript(item.name(), taken);
            taken.add(name);
            drafts.add(draft(item, name));
        }
        return Map.of("drafts", drafts);
    }

    private static Map<String, Object> draft(PostmanItem item, String name) {
        ScriptDraft draft = new ScriptDraft(name);
        Map<String, Object> view = new LinkedHashMap<>();
        try {
            item.map(draft);
            view.putAll(view(draft));
        } catch (CommandFailedException failure) {
            view.put("name", name);
            view.put("source", "");
            view.put("notes", List.of("No script can be made from this request: " + failure.getMessage()));
        }
        view.put("path", item.path());
        return view;
    }

    static Map<String, Object> view(ScriptDraft draft) {
        List<String> notes = new ArrayList<>();
        draft.secrets().forEach((key, origin) -> notes.add(
                "secret." + key + " is " + origin + ". Its value is not in the script: set the property webhookscript.secret."
                                                           + key + "."));
        draft.notCarried().forEach(what -> notes.add("Not imported: " + what));
        notes.addAll(draft.remarks());
        notes.addAll(new DraftCheck(draft).faults());
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", draft.name());
        view.put("source", draft.yaml());
        view.put("notes", notes);
        return view;
    }

    private static RefusedRequestException unreadable(CommandFailedException failure) {
        return new RefusedRequestException(422, "cannot-import", String.valueOf(failure.getMessage()));
    }
}
