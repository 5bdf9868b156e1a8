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

import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names for scripts, secrets and context values, made of what a source calls its things. */
public final class Names {

    /** Of a script: it becomes part of route ids and file names. */
    private static final int MAX = 63;

    /** The characters that are kept for a hyphen and a number behind a name that is taken. */
    private static final int NUMBER = 5;

    private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    /** Labels of a host that say nothing of the service. */
    private static final Pattern COMMON = Pattern.compile("www|api|app|rest|gateway|hooks?|dev|test|staging|v\\d+");
    /** Ends of host names under which others register. */
    private static final Pattern SECOND_LEVEL = Pattern.compile("(?:co|com|org|net|gov|ac|edu)\\.[a-z]{2}");

    private Names() {
    }

    /** A script's name, {@code upsert-contact} of {@code upsertContact}; {@code script} when nothing is left. */
    public static String ofScript(String text) {
        String name = words(text, "-");
        name = name.length() > MAX ? name.substring(0, MAX) : name;
        name = name.replaceAll("-+$", "");
        return name.isEmpty() ? "script" : name;
    }

    /** A name that needs no brackets in a template, {@code access_token} of {@code Access-Token}. */
    public static String ofValue(String text) {
        String name = words(text, "_");
        return name.isEmpty() ? "value" : Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }

    /** Of a variable: its own name, where a template can have it without brackets. */
    static String ofVariable(String text) {
        return text.matches("[A-Za-z_][A-Za-z0-9_]*") && !text.equals(text.toUpperCase(Locale.ROOT)) ? text : ofValue(text);
    }

    /** What a host's owner is called, {@code stripe} of {@code api.stripe.com}. */
    public static String ofHost(String host) {
        String name = host.toLowerCase(Locale.ROOT).replaceAll(":\\d+$", "");
        if (name.matches("[\\d.]+|\\[.*") || name.isEmpty()) {
            return "receiver";
        }
        String[] labels = name.split("\\.", -1);
        boolean twoLevels = labels.length > 2
                && SECOND_LEVEL.matcher(labels[labels.length - 2] + "." + labels[labels.length - 1]).matches();
        int own = Math.max(0, labels.length - (twoLevels ? 3 : 2));
        String label = COMMON.matcher(labels[own]).matches() && own > 0 ? labels[own - 1] : labels[own];
        return ofValue(label);
    }

    /** Of a script for a URL: the owner of the host and the last word of the path, nothing that may be a credential. */
    public static String ofUrl(String url) {
        int secret = Sensitive.pathOf(url);
        String open = (secret < 0 ? url : url.substring(0, secret)).replaceFirst("^\\w+://", "").replaceFirst("[?#].*", "");
        int slash = open.indexOf('/');
        String host = (slash < 0 ? open : open.substring(0, slash)).replaceFirst("^.*@", "");
        String last = "";
        for (String segment : (slash < 0 ? "" : open.substring(slash)).split("/", -1)) {
            boolean word = segment.matches("[A-Za-z][A-Za-z_-]{2,30}") && !Sensitive.isValue(segment);
            last = word ? segment : last;
        }
        return ofScript(ofHost(host) + " " + last);
    }

    /** The name of a secret or of a value, or one with a number behind it that is not taken. */
    public static String free(String name, Collection<String> taken) {
        String free = name;
        for (int i = 2; taken.contains(free); i++) {
            free = name + "_" + i;
        }
        return free;
    }

    /** A script's name like {@link #ofScript} that is not taken. */
    public static String freeOfScript(String text, Collection<String> taken) {
        String name = ofScript(text);
        String start = ofScript(name.substring(0, Math.min(name.length(), MAX - NUMBER)));
        String free = name;
        for (int i = 2; taken.contains(free); i++) {
            free = start + "-" + i;
        }
        return free;
    }

    private static String words(String text, String between) {
        return BETWEEN_WORDS.matcher(text).replaceAll(" ").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", between)
                .replaceAll("^[_-]+|[_-]+$", "");
    }
}
