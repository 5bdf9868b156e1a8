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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.webhookscript.cli.draft.Names;
import io.webhookscript.cli.draft.ScriptDraft;
import io.webhookscript.cli.input.CommandFailedException;
import io.webhookscript.cli.openapi.OpenApiDocument;
import io.webhookscript.cli.openapi.OpenApiDocument.Operation;
import io.webhookscript.console.web.RefusedRequestException;

/** Lists the operations of an OpenAPI document, and makes the draft of one. The document is not kept in between. */
final class OpenApiImport {

    /** The largest documents that services publish have 1,000 operations. */
    private static final int MAX_OPERATIONS = 5_000;

    private static final int MAX_SUMMARY = 200;

    /** A message about a file of this name begins with it. */
    private static final String NAME = "The document";
    private static final Pattern PLACE = Pattern.compile("^" + NAME + ":(\\d+):(\\d+): ");

    private final OpenApiDocument document;

    private OpenApiImport(OpenApiDocument document) {
        this.document = document;
    }

    static OpenApiImport of(String text) throws RefusedRequestException {
        try {
            return new OpenApiImport(OpenApiDocument.read(NAME, text.getBytes(StandardCharsets.UTF_8)));
        } catch (CommandFailedException failure) {
            throw unreadable(failure);
        }
    }

    private static RefusedRequestException unreadable(CommandFailedException failure) {
        return new RefusedRequestException(
                422, "cannot-import",
                PLACE.matcher(String.valueOf(failure.getMessage())).replaceFirst("Line $1, column $2: "));
    }

    Map<String, Object> operations() throws RefusedRequestException {
        List<Operation> operations = document.operations();
        if (operations.size() > MAX_OPERATIONS) {
            throw new RefusedRequestException(
                    422, "cannot-import", "the document has more than " + MAX_OPERATIONS + " operations");
        }
        Map<String, Object> view = new HashMap<>();
        view.put("operations", operations.stream().map(OpenApiImport::view).toList());
        view.put("notes", document.notes());
        return view;
    }

    private static Map<String, Object> view(Operation operation) {
        String summary = operation.summary().strip();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("operation", key(operation));
        view.put("id", operation.id());
        view.put("method", operation.method());
        view.put("path", operation.path());
        view.put("summary", summary.codePointCount(0, summary.length()) > MAX_SUMMARY
                ? summary.substring(0, summary.offsetByCodePoints(0, MAX_SUMMARY)) + "…" : summary);
        view.put("webhook", operation.webhook());
        return view;
    }

    /** A document may contain an id twice; method and path are unique. */
    private static String key(Operation operation) {
        return operation.method() + " " + operation.path();
    }

    /**
     * @param wanted method and path, as in the list
     * @param taken  names that the script cannot have
     */
    Map<String, Object> draft(String wanted, Set<String> taken) throws RefusedRequestException {
        Operation operation = document.operations().stream().filter(each -> key(each).equals(wanted)).findFirst()
                .orElseThrow(() -> new RefusedRequestException(
                        422, "cannot-import", "the document has no operation " + wanted));
        ScriptDraft draft = new ScriptDraft(Names.freeOfScript(operation.id(), taken));
        try {
            document.map(operation, null, draft);
        } catch (CommandFailedException failure) {
            throw unreadable(failure);
        }
        return Imports.view(draft);
    }
}
