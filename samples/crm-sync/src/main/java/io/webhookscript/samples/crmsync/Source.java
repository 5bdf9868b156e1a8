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
package io.webhookscript.samples.crmsync;

/** The ways in. */
enum Source {

    FILE("file", "files dropped into the folder", true),
    JMS_REQUEST("jms-request", "JMS requests", true),
    JMS_EVENT("jms-event", "JMS messages without a reply", false),
    HTTP("http", "HTTP posts", true),
    JAVA("java", "call from Java", true);

    private final String resource;
    private final String words;
    private final boolean responds;

    Source(String resource, String words, boolean responds) {
        this.resource = resource;
        this.words = words;
        this.responds = responds;
    }

    /** Where its events stand on the class path. */
    String resource() {
        return "/events/" + resource + ".jsonl";
    }

    String description() {
        return words;
    }

    /** Whether the sender hears how it ended. */
    boolean responds() {
        return responds;
    }
}
