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
package io.webhookscript.routes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import org.jspecify.annotations.Nullable;

/** Checks that a text is one JSON value without duplicate keys. It builds no tree, so it needs little memory. */
final class JsonSyntax {

    private final JsonFactory json = JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /** Returns what is wrong with a text, and where; empty if it is JSON. */
    Optional<String> problem(String text) throws IOException {
        return problem(json.createParser(text));
    }

    /** @param charset null for the one that the bytes themselves show: UTF-8, UTF-16 or UTF-32 */
    Optional<String> problem(byte[] bytes, @Nullable Charset charset) throws IOException {
        return problem(charset == null
                ? json.createParser(bytes)
                : json.createParser(new InputStreamReader(new ByteArrayInputStream(bytes), charset)));
    }

    private static Optional<String> problem(JsonParser parser) throws IOException {
        try (parser) {
            if (parser.nextToken() == null) {
                return Optional.of("there is no value");
            }
            parser.skipChildren();
            return parser.nextToken() == null
                    ? Optional.empty() : Optional.of(at(parser.currentTokenLocation()) + "more than one value");
        } catch (JsonProcessingException problem) {
            return Optional.of(at(problem.getLocation()) + problem.getOriginalMessage());
        }
    }

    private static String at(@Nullable JsonLocation location) {
        return location == null
                ? "" : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
    }
}
