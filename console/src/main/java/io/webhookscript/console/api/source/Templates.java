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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.webhookscript.console.folder.ScriptFolder;
import io.webhookscript.console.web.RefusedRequestException;
import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.YamlNode;
import io.webhookscript.script.yaml.YamlTree;

/** The scripts for usual receivers with which a new script can begin, as they are in the jar. */
final class Templates {

    private static final String FOLDER = "META-INF/webhookscript-templates/";

    /** The titles, by the name of the script. */
    private static final Map<String, String> TITLES = titles();

    private static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("signed-webhook", "Signed webhook (Standard Webhooks)");
        titles.put("slack-incoming-webhook", "Slack");
        titles.put("teams-workflow", "Microsoft Teams");
        titles.put("discord-webhook", "Discord");
        titles.put("hubspot-create-contact", "HubSpot");
        titles.put("salesforce-upsert-contact", "Salesforce");
        titles.put("stripe-create-customer", "Stripe");
        titles.put("jira-create-issue", "Jira");
        titles.put("zendesk-create-ticket", "Zendesk");
        titles.put("github-repository-dispatch", "GitHub");
        titles.put("pagerduty-event", "PagerDuty");
        titles.put("twilio-send-sms", "Twilio");
        return titles;
    }

    List<Map<String, String>> list() {
        List<Map<String, String>> list = new ArrayList<>();
        TITLES.forEach((id, title) -> list.add(Map.of("id", id, "title", title, "description", description(id))));
        return list;
    }

    private static String description(String id) {
        return YamlTree.read(read(id).getBytes(StandardCharsets.UTF_8), new Findings(id)).map(YamlTree.Document::root)
                .filter(YamlNode.Mapping.class::isInstance).map(YamlNode.Mapping.class::cast)
                .flatMap(root -> root.entry("description")).map(entry -> String.valueOf(entry.value().plain())).orElse("");
    }

    String source(String id) throws RefusedRequestException {
        if (!TITLES.containsKey(id)) {
            throw RefusedRequestException.badRequest("there is no template of this id");
        }
        return read(id);
    }

    /** Without the comment at the beginning, which is the licence of the sample. */
    private static String read(String id) {
        try (InputStream in = Templates.class.getClassLoader().getResourceAsStream(FOLDER + id + ScriptFolder.EXTENSION)) {
            if (in == null) {
                throw new IllegalStateException("the jar has no template " + id);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceFirst("^(?:#[^\n]*\n)+", "");
        } catch (IOException e) {
            throw new UncheckedIOException("the template " + id + " cannot be read", e);
        }
    }
}
