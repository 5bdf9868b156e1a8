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
package io.webhookscript.samples.chatbot;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What the chatbot knows when a user has done something; the route marshals it to JSON.
 *
 * @param label    the name of the bot's question
 * @param response what the user wrote
 * @param option   the button that the user pressed
 * @param keyword  the word that started the campaign
 * @param date     milliseconds since 1970; without it, the webhook has the current time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Turn(String campaignId, String label, String phoneNumber, @Nullable String response, @Nullable String option,
        @Nullable String keyword, @Nullable Long date, String channel) {

    private static Turn of(String label, @Nullable String response, @Nullable String option, @Nullable Long date) {
        return new Turn("cmp-1", label, "+441632960001", response, option, option == null ? null : "JOIN", date, "SMS");
    }

    static Turn question(String label) {
        return of(label, null, null, null);
    }

    static Turn answer(String label, String response) {
        return of(label, response, null, null);
    }

    static Turn answerAt(String label, String response, long date) {
        return of(label, response, null, date);
    }

    static Turn choice(String label, String option) {
        return of(label, null, option, null);
    }
}
