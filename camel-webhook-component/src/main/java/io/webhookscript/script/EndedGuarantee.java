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
package io.webhookscript.script;

import java.util.Arrays;
import java.util.List;

/**
 * The guarantees that do not apply to a script whose calls go through an endpoint of the operator
 * ({@code request.via}).
 */
public enum EndedGuarantee {
    DEADLINE("timeout and total do not end a waiting call, but the endpoint's own timeouts do"),
    DIALLED_ADDRESS("the address that is dialled is not checked, but only the host in the URL"),
    BYTES("HttpClient decides the bytes on the wire, the order of the headers and additional headers"),
    READING("HttpClient reads the responses, and unexpected bytes may be read as the next response"),
    KNOWLEDGE("only a refused connection and an unknown host are known as not sent, and any other call may have reached the receiver");

    private final String sentence;

    EndedGuarantee(String sentence) {
        this.sentence = sentence;
    }

    /** Returns one sentence for each; none for a script without {@code request.via}. */
    public static List<String> of(RequestDefinition request) {
        return request.connection().via() == null ? List.of() : sentences();
    }

    public static List<String> sentences() {
        return Arrays.stream(values()).map(guarantee -> guarantee.sentence).toList();
    }
}
