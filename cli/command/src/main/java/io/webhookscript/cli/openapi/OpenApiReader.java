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
package io.webhookscript.cli.openapi;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.webhookscript.cli.draft.ScriptDraft;

/** Reads OpenAPI documents. Found by the service loader; must never fetch anything. */
public interface OpenApiReader {

    /**
     * Reads a document.
     *
     * @throws io.webhookscript.cli.input.CommandFailedException when it is not one
     */
    Document read(Path file);

    /** A document that was read. */
    interface Document {

        /** In the order of the document. */
        List<Operation> operations();

        /**
         * Makes the request of an operation the draft's.
         *
         * @param  server                                            instead of the document's
         * @throws io.webhookscript.cli.input.CommandFailedException when no script can be made of it
         */
        void map(Operation operation, Optional<String> server, ScriptDraft draft);
    }

    /**
     * An operation of a document.
     *
     * @param id of the document; made of method and path where it has none
     */
    record Operation(String id, String method, String path, String summary) {
    }
}
