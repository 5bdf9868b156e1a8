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
package io.webhookscript.benchmarks.templates;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the templates read: plain maps, as a JSON parser makes them. */
final class Events {

    private static final int ROWS = 200;

    private Events() {
    }

    static Map<String, Object> contact() {
        Map<String, Object> event = new HashMap<>();
        event.put("contact", new HashMap<>(Map.of("id", 4711L, "city", "Frankfurt am Main")));
        event.put("note", new HashMap<>(Map.of("id", "n-17")));
        event.put("message", new HashMap<>(Map.of("id", "msg_2NvFSd8zVpLkKmCkd")));
        event.put("tenant", "acme");
        return event;
    }

    static Map<String, Object> conversation() {
        Map<String, Object> certainly = new HashMap<>();
        certainly.put("sessionId", 1718752956560L);
        certainly.put("attachedMedia", "");
        certainly.put("direction", "in");
        certainly.put("reply", "Is the \"large\" one\nstill there?");
        certainly.put("botId", "8f14e45f-ceea-467f-a8b3-0d2f0b7a5c11");
        certainly.put("botDeploymentId", "c9f0f895-fb98-4b91-9c1a-6f3d7b1e2a44");
        certainly.put("moduleId", 42L);
        certainly.put("to", "channel-7");
        certainly.put("from", "491701234567");
        certainly.put("botTrainedModelId", "45c48cce-2e2d-4fbd-aa1a-1b2c3d4e5f60");
        certainly.put("replyData", new HashMap<>(Map.of("size", "large")));
        certainly.put("extractedData", new HashMap<>(Map.of("amount", 2L)));
        certainly.put("customVariables", new HashMap<>(Map.of("tier", "gold")));
        Map<String, Object> event = new HashMap<>();
        event.put("certainly", certainly);
        event.put("fb", new HashMap<>(Map.of("firstName", "Ada", "lastName", "O\"Neil")));
        return event;
    }

    static Map<String, Object> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (long i = 0; i < ROWS; i++) {
            rows.add(new HashMap<>(Map.of("id", 1000 + i, "name", "Name \"" + i + "\"")));
        }
        Map<String, Object> event = new HashMap<>();
        event.put("rows", rows);
        return event;
    }
}
