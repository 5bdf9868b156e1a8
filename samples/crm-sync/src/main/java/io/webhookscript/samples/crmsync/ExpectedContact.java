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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the CRM should hold for an event: the script's body, written a second time and by hand, to check the first. */
final class ExpectedContact {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ExpectedContact() {
    }

    static ObjectNode of(ContactEvent event) {
        JsonNode contact = event.contact();
        ObjectNode expected = JSON.objectNode();
        expected.set("id", contact.get("id"));
        expected.put("name", name(contact));
        copy(contact, "email", expected, "email");
        copy(contact, "phone", expected, "phone");
        expected.set("tier", contact.has("tier") ? contact.get("tier") : JSON.textNode("standard"));
        copy(contact, "vip", expected, "vip");
        copy(contact, "note", expected, "note");
        copy(contact, "tags", expected, "tags");
        copy(contact.path("address"), "city", expected, "city");
        copy(contact.path("address"), "country", expected, "country");
        copy(contact.path("czCol"), "15", expected, "height");
        copy(contact.path("czCol"), "7", expected, "colour");
        return expected;
    }

    private static String name(JsonNode contact) {
        return (contact.path("first_name").asText("") + " " + contact.path("last_name").asText("")).strip();
    }

    /** A field that the event does not have is not sent; one that is null stays null. */
    private static void copy(JsonNode from, String field, ObjectNode to, String name) {
        if (from.has(field)) {
            to.set(name, from.get(field));
        }
    }
}
