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
package io.webhookscript.script.problem;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.webhookscript.value.NearestNames;

/**
 * The kinds of problems that a script file can have. Each has its entry in {@code docs/problems.adoc} under its
 * {@link #code()}: the smallest file that causes it, and what to write instead.
 */
public enum ProblemCode {
    // the whole file
    MISSING_LOCATION,
    UNREADABLE_FILE,
    WRONG_EXTENSION,
    TOO_LARGE,
    NOT_UTF_8,
    NOT_YAML,
    NOT_JSON,
    EMPTY_FILE,
    TWO_DOCUMENTS,
    DUPLICATE_KEY,
    TAG,
    TOO_MANY_ALIASES,
    TOO_DEEP,
    // its keys and values
    UNKNOWN_KEY,
    MISSING_KEY,
    CONFLICTING_KEYS,
    WRONG_TYPE,
    WRONG_VALUE,
    WRONG_UNIT,
    OUT_OF_RANGE,
    WRONG_NAME,
    NAME_UNLIKE_FILE,
    REFUSED_HEADER,
    // references to other things
    UNKNOWN_USE_CASE,
    UNKNOWN_ROOT,
    UNKNOWN_FIELD,
    TEMPLATE,
    EXPRESSION,
    LANGUAGE_NOT_ALLOWED,
    MISSING_BEAN,
    UNKNOWN_ENDPOINT,
    NEEDS_STORE,
    // together with other files
    DUPLICATE_NAME,
    CHANNEL_TAKEN,
    USE_CASE_CHANGED,
    // warnings and notes
    NOT_REPEATED(Severity.WARNING),
    UNESCAPED(Severity.WARNING),
    JSON_IN_TEXT(Severity.WARNING),
    UNCHECKED(Severity.NOTE),
    WHOLE_EVENT(Severity.NOTE),
    FEWER_GUARANTEES(Severity.NOTE);

    private final Severity severity;

    ProblemCode() {
        this(Severity.ERROR);
    }

    ProblemCode(Severity severity) {
        this.severity = severity;
    }

    public Severity severity() {
        return severity;
    }

    /** Returns the code for users, such as {@code unknown-key}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Finds a problem code by its code for users. */
    public static Optional<ProblemCode> find(String code) {
        return Arrays.stream(values()).filter(known -> known.code().equals(code)).findFirst();
    }

    /** Returns codes that are similar to an unknown one, nearest first. */
    public static List<String> nearest(String code) {
        return NearestNames.of(code, Arrays.stream(values()).map(ProblemCode::code).toList());
    }
}
