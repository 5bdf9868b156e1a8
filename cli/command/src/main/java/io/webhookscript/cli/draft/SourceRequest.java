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
package io.webhookscript.cli.draft;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A request as its source has it. Texts may hold marks, such as {@code {{name}}}, that {@link Marks} knows.
 *
 * @param method empty: POST with a body, else GET
 */
public record SourceRequest(
        @Nullable String method, String url, List<Pair> headers, @Nullable Authentication auth, @Nullable Body body) {

    public SourceRequest {
        headers = List.copyOf(headers);
    }

    /** A name and its value. */
    public record Pair(String name, String value) {
    }

    /** Credentials, where the source has them apart from headers and params. */
    public sealed interface Authentication {

        record Basic(String username, String password) implements Authentication {
        }

        record Bearer(String token) implements Authentication {
        }

        record ApiKey(boolean inQuery, String name, String value) implements Authentication {
        }

        record OAuth2(String tokenUri, String clientId, String clientSecret, List<String> scopes,
                boolean inBody) implements Authentication {

            public OAuth2 {
                scopes = List.copyOf(scopes);
            }
        }
    }

    /** What is sent. */
    public sealed interface Body {

        /** @param contentType unless a header says another */
        record Text(String text, String contentType) implements Body {
        }

        record Form(List<Pair> fields) implements Body {

            public Form {
                fields = List.copyOf(fields);
            }
        }

        record Multipart(List<Part> parts) implements Body {

            public Multipart {
                parts = List.copyOf(parts);
            }
        }

        /** A file of the source's machine. */
        record File(String name, String contentType) implements Body {
        }
    }

    /**
     * One part of a multipart body.
     *
     * @param file        whether the value is the name of a file
     * @param filename    that is sent; the file's when empty
     * @param contentType of the part
     */
    public record Part(String name, String value, boolean file, @Nullable String filename, @Nullable String contentType) {
    }
}
