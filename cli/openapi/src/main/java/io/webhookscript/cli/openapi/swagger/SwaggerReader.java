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
package io.webhookscript.cli.openapi.swagger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import io.webhookscript.cli.input.CommandFailedException;
import io.webhookscript.cli.openapi.OpenApiReader;

/** Reads documents of OpenAPI 3.0 and 3.1. */
public final class SwaggerReader implements OpenApiReader {

    private static final Pattern OLD = Pattern.compile("(?m)^[ {]{0,4}[\"']?swagger[\"']?\\s*:\\s*[\"']?2\\b");
    private static final Pattern NEW = Pattern.compile("(?m)^[ {]{0,4}[\"']?openapi[\"']?\\s*:");

    @Override
    public Document read(Path file) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandFailedException("the document " + file + " cannot be read: " + e, e);
        }
        if (OLD.matcher(text).find() && !NEW.matcher(text).find()) {
            throw new CommandFailedException(
                    file + " is of Swagger 2.0; convert it to OpenAPI 3 first, as many editors of such documents do");
        }
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(text, null, options());
        OpenAPI api = result.getOpenAPI();
        if (api == null || api.getPaths() == null) {
            List<String> messages = result.getMessages() == null ? List.of() : result.getMessages();
            throw new CommandFailedException(
                    file + " is not a document of OpenAPI with paths"
                                             + (messages.isEmpty()
                                                     ? "" : ": " + String.join("; ", messages.stream().limit(3).toList())));
        }
        return new SwaggerDocument(api);
    }

    /** Nothing is resolved by the parser; should a later version think otherwise, nothing may be fetched. */
    private static ParseOptions options() {
        ParseOptions options = new ParseOptions();
        options.setResolve(false);
        options.setResolveFully(false);
        options.setSafelyResolveURL(true);
        options.setRemoteRefAllowList(List.of());
        options.setRemoteRefBlockList(List.of("*"));
        return options;
    }
}
