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

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which values of a foreign request are taken for credentials. There is nothing but names and forms to go by, so in
 * doubt a value is one: a secret too many is a line to change, a credential in a file is a leak.
 */
final class Sensitive {

    private static final Pattern NAME = Pattern.compile(
            "(?:^|-)(?:(?:api|access|auth|private|secret|account|subscription|shared|license|master)-?keys?|apikey|key|tokens?|secret|"
                                                        + "password|passwd|pwd|passphrase|pass|auth|authorization|authentication|credentials?|"
                                                        + "signature|sig|assertion|cookie|session(?:-?id)?|jwt|bearer|pin|otp|hash-?key|webhook-secret)$");
    /** Names that end like those of credentials. */
    private static final Pattern HARMLESS = Pattern.compile(
            "(?:^|-)(?:page|next|continuation|sync|cursor|start|end|delta|resume|skip)-tokens?$"
                                                            + "|(?:^|-)(?:idempotency|partition|sort|primary|foreign|public|cache|routing|grouping|issue|project|group|row|"
                                                            + "order|event|unique|message|deduplication|collapse|parent|object)-key$");
    /** Fields of bodies carry data of all kinds: only names that can mean nothing else. */
    private static final Pattern FIELD = Pattern.compile(
            "(?:^|-)(?:password|passwd|pwd|passphrase|client-?secret|api-?key|apikey|(?:access|refresh|auth|id|bearer|bot|security)-token|token|"
                                                         + "private-key|secret-key|secret|credentials?|assertion)$");
    private static final Pattern VALUE = Pattern.compile(
            "(?:sk|rk|pk|whsec)_(?:live_|test_)?[A-Za-z0-9]{8,}.*|gh[pousr]_\\w{10,}|github_pat_\\w+|glpat-[\\w-]+|xox[abeoprs]-.+|xapp-.+"
                                                         + "|AKIA[0-9A-Z]{12,}|AIza[\\w-]{20,}|SG\\.[\\w-]+\\.[\\w-]+|eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*|"
                                                         + "(?s)-----BEGIN .*PRIVATE KEY-----.*");
    /** Paths of hooks that anyone who knows them may call. */
    private static final Pattern PATH = Pattern.compile(
            "(?i)https?://(?:hooks\\.slack(?:-gov)?\\.com/(?:services|workflows|triggers)/|(?:\\w+\\.)?discord(?:app)?\\.com/api/(?:v\\d+/)?webhooks/"
                                                        + "|api\\.telegram\\.org/bot|hooks\\.zapier\\.com/hooks/catch/|maker\\.ifttt\\.com/trigger/"
                                                        + "|[\\w.-]+\\.webhook\\.office\\.com/webhookb2/|outlook\\.office\\.com/webhook/"
                                                        + "|hook\\.[\\w.-]*make\\.com/|hooks\\.airtable\\.com/workflows/|chat\\.googleapis\\.com/v1/spaces/)");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    private Sensitive() {
    }

    /** Of a header or a param. */
    static boolean isName(String name) {
        String words = words(name);
        return NAME.matcher(words).find() && !HARMLESS.matcher(words).find();
    }

    /** Of a field in a body. */
    static boolean isField(String name) {
        String words = words(name);
        return FIELD.matcher(words).find() && !HARMLESS.matcher(words).find();
    }

    static boolean isValue(String value) {
        return VALUE.matcher(value.strip()).matches();
    }

    /** Where in a URL the secret part of its path begins; -1 when there is none. */
    static int pathOf(String url) {
        Matcher matcher = PATH.matcher(url);
        return matcher.lookingAt() ? matcher.end() : -1;
    }

    private static String words(String name) {
        return BETWEEN_WORDS.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-")
                .replaceAll("-$", "");
    }
}
