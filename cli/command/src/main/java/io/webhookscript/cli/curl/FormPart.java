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
package io.webhookscript.cli.curl;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.webhookscript.cli.draft.SourceRequest.Part;
import io.webhookscript.cli.input.CommandFailedException;

/** One value of the option {@code --form}. */
final class FormPart {

    private static final Pattern ATTRIBUTE
            = Pattern.compile(";\\s*(type|filename|headers|encoder)=(\"(?:[^\"\\\\]|\\\\.)*\"|[^;]*)");

    private FormPart() {
    }

    /** {@code name=value}, {@code name=@file}, {@code name=<file}, with attributes behind it. */
    static Part of(String text, Set<String> notCarried) {
        int equals = equals(text);
        String name = text.substring(0, equals);
        String rest = text.substring(equals + 1);
        Optional<String> type = Optional.empty();
        Optional<String> filename = Optional.empty();
        Matcher attribute = ATTRIBUTE.matcher(rest);
        String value = rest;
        while (attribute.find()) {
            value = attribute.start() < value.length() ? rest.substring(0, attribute.start()) : value;
            switch (attribute.group(1)) {
                case "type" -> type = Optional.of(unquoted(attribute.group(2)));
                case "filename" -> filename = Optional.of(unquoted(attribute.group(2)));
                default ->
                    notCarried.add("`" + attribute.group(1) + "` of the part " + name + ": a script has nothing like it");
            }
        }
        if (value.startsWith("@")) {
            return new Part(name, unquoted(value.substring(1)), true, filename.orElse(null), type.orElse(null));
        }
        if (value.startsWith("<")) {
            String variable = "content_of_" + unquoted(value.substring(1)).replaceAll("\\W+", "_");
            return new Part(
                    name, ShellWords.BEGIN + variable + ShellWords.END, false, filename.orElse(null), type.orElse(null));
        }
        return new Part(name, unquoted(value), false, filename.orElse(null), type.orElse(null));
    }

    static Part literal(String text) {
        int equals = equals(text);
        return new Part(text.substring(0, equals), text.substring(equals + 1), false, null, null);
    }

    private static int equals(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new CommandFailedException("--form " + text + " has no `=`");
        }
        return equals;
    }

    private static String unquoted(String text) {
        String value = text.strip();
        return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : text;
    }
}
