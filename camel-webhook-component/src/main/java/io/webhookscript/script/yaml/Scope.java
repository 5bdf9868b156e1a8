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
package io.webhookscript.script.yaml;

import java.util.Map;
import java.util.Set;

/**
 * The part of a script that contains an expression. It decides which roots the expression may read beside the script's
 * data.
 */
public enum Scope {
    /** Before the call. */
    REQUEST(Map.of()),
    /** The value of an HTTP header of the request, which may differ in each attempt. */
    REQUEST_HEADER(Map.of("message", Set.of("id", "timestamp", "type", "attempt", "attemptsLeft"))),
    /** After the call. */
    RESPONSE(Map.of("response", Set.of("status", "headers", "body"))),
    /** The content of a signature: what goes out, and what the operator has set. */
    SIGNATURE(Map.of("message", Set.of("id", "timestamp"), "timestamp", Set.of(), "body", Set.of(), "request",
            Set.of("url", "method", "headers"), "context", Set.of(), "secret", Set.of())),
    /** What stands before a signature in its HTTP header. */
    SIGNATURE_PREFIX(Map.of("message", Set.of("id", "timestamp"), "timestamp", Set.of())),
    /** The session in a response event, which has another form than the events of the script. */
    CALLBACK_EVENT(Map.of("event", Set.of(), "context", Set.of())),
    /** What the sender of a response event must know; nothing that it sends itself. */
    CALLBACK_CREDENTIALS(Map.of("secret", Set.of(), "context", Set.of())),
    /** The content of a received signature: what came in, and what the operator has set. */
    CALLBACK_SIGNATURE(Map.of("timestamp", Set.of(), "body", Set.of(), "request", Set.of("method", "headers"), "context",
            Set.of(), "secret", Set.of())),
    /** What stands before a received signature in its HTTP header. */
    CALLBACK_SIGNATURE_PREFIX(Map.of("timestamp", Set.of()));

    /** The roots of every script, with their fields; an empty set allows any field. */
    private static final Map<String, Set<String>> FIXED = Map.of(
            "event", Set.of(), "context", Set.of(), "secret", Set.of(), "variable", Set.of(), "header", Set.of(),
            "message", Set.of("id", "timestamp", "type"), "now", Set.of());

    /** The fixed roots that are one value. */
    public static final Set<String> WITHOUT_FIELDS = Set.of("now", "timestamp", "body");

    private final Map<String, Set<String>> own;

    Scope(Map<String, Set<String>> own) {
        this.own = own;
    }

    public static Set<String> fixedRoots() {
        return FIXED.keySet();
    }

    /** Whether the name is one of the roots that an event cannot hide in this scope. */
    public boolean isFixed(String root) {
        return own.containsKey(root) || readsData() && FIXED.containsKey(root);
    }

    /** Returns the fields of a fixed root; empty if any field may be read. */
    public Set<String> fieldsOf(String root) {
        Set<String> fields = own.get(root);
        return fields != null ? fields : FIXED.getOrDefault(root, Set.of());
    }

    public Set<String> names() {
        return readsData() ? FIXED.keySet() : own.keySet();
    }

    public boolean readsData() {
        return this == REQUEST || this == REQUEST_HEADER || this == RESPONSE;
    }

    /** Whether a response is available, which jsonpath and xpath need. */
    public boolean readsResponse() {
        return this == RESPONSE;
    }
}
