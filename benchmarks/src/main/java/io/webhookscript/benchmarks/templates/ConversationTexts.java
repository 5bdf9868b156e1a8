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

/** The body that a conversation sends, in three dialects. */
final class ConversationTexts {

    static final String COMMENTED
            = """
                    {
                    "lastName": {% if fb is defined %}"{{fb.lastName}}"{% else %}{}{% endif %}, //Only available in FB channel
                    "replyData": {% if certainly.replyData is defined %}{{certainly.replyData|tojson}}{% else %}{}{% endif %}, //Validated Response in a Collector Module
                    "sessionId": {{certainly.sessionId}}, //Unique ID for the conversation
                    "attachedMedia": "{{certainly.attachedMedia}}", //Empty value for now
                    "direction": "{{certainly.direction}}", //"in" or "out". Always "in" for now.
                    "reply": "{{certainly.reply}}", //Raw user response
                    "extractedData": {% if certainly.extractedData is defined %}{{certainly.extractedData|tojson}}{% else %}{}{% endif %}, //JSON with previously validated responses
                    "botId": "{{certainly.botId}}", //Bot UUID
                    "botDeploymentId": "{{certainly.botDeploymentId}}", //Bot deployment UUID
                    "firstName": {% if fb is defined %}"{{fb.firstName}}"{% else %}{}{% endif %}, //Only available in FB channel
                    "customVariables": {% if certainly.customVariables is defined %}{{certainly.customVariables|tojson}}{% else %}{}{% endif %}, //Previously generated Custom Variables
                    "moduleId": {{certainly.moduleId}}, //ID of the current module
                    "to": "{{certainly.to}}", //Channel ID
                    "from": "{{certainly.from}}", //Bot User External ID
                    "botTrainedModelId": "{{certainly.botTrainedModelId}}" //The UUID string for the AI model key
                    }""";

    static final String JINJA
            = """
                    {
                    "lastName": {% if fb is defined %}"{{fb.lastName}}"{% else %}{}{% endif %},
                    "replyData": {% if certainly.replyData is defined %}{{certainly.replyData | tojson}}{% else %}{}{% endif %},
                    "sessionId": {{certainly.sessionId}},
                    "attachedMedia": "{{certainly.attachedMedia}}",
                    "direction": "{{certainly.direction}}",
                    "reply": "{{certainly.reply}}",
                    "extractedData": {% if certainly.extractedData is defined %}{{certainly.extractedData | tojson}}{% else %}{}{% endif %},
                    "botId": "{{certainly.botId}}",
                    "botDeploymentId": "{{certainly.botDeploymentId}}",
                    "firstName": {% if fb is defined %}"{{fb.firstName}}"{% else %}{}{% endif %},
                    "customVariables": {% if certainly.customVariables is defined %}{{certainly.customVariables | tojson}}{% else %}{}{% endif %},
                    "moduleId": {{certainly.moduleId}},
                    "to": "{{certainly.to}}",
                    "from": "{{certainly.from}}",
                    "botTrainedModelId": "{{certainly.botTrainedModelId}}"
                    }""";

    static final String MVEL = """
            {
            "lastName": @if{fb != null}"@{fb.lastName}"@else{}{}@end{},
            "replyData": @if{certainly.replyData != null}@{certainly.replyData}@else{}{}@end{},
            "sessionId": @{certainly.sessionId},
            "attachedMedia": "@{certainly.attachedMedia}",
            "direction": "@{certainly.direction}",
            "reply": "@{certainly.reply}",
            "extractedData": @if{certainly.extractedData != null}@{certainly.extractedData}@else{}{}@end{},
            "botId": "@{certainly.botId}",
            "botDeploymentId": "@{certainly.botDeploymentId}",
            "firstName": @if{fb != null}"@{fb.firstName}"@else{}{}@end{},
            "customVariables": @if{certainly.customVariables != null}@{certainly.customVariables}@else{}{}@end{},
            "moduleId": @{certainly.moduleId},
            "to": "@{certainly.to}",
            "from": "@{certainly.from}",
            "botTrainedModelId": "@{certainly.botTrainedModelId}"
            }""";

    private ConversationTexts() {
    }
}
