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
package io.webhookscript.store.jdbc.database;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.regex.Pattern;

import io.webhookscript.value.Excerpt;
import org.jspecify.annotations.Nullable;

/**
 * Describes an exception of a driver. The exception itself must be neither logged nor used as a cause: the one of a
 * batch contains the values of the statement, and others contain the URL of the database with a password.
 */
public final class FailureReason {

    private static final int MAX_CHARACTERS = 300;

    private static final Pattern URL = Pattern.compile("jdbc:[^\\s\"']+");

    private static final Pattern PASSWORD = Pattern.compile("(?i)(passw(?:or)?d\\s*[=:]\\s*)[^\\s&;,\"']+");

    private FailureReason() {
    }

    /** The first line of the message. The lines after it are details, which contain values of the row. */
    public static String of(Throwable failure) {
        Throwable told = failure;
        while (told instanceof BatchUpdateException batch && batch.getNextException() != null) {
            told = batch.getNextException();
        }
        String message = told instanceof BatchUpdateException ? null : told.getMessage();
        String reason = message == null || message.isBlank() ? told.getClass().getSimpleName() : firstLine(message);
        return Excerpt.of(masked(reason), MAX_CHARACTERS) + state(told);
    }

    private static String firstLine(String message) {
        return message.strip().lines().findFirst().orElse("").strip();
    }

    private static String masked(String reason) {
        return PASSWORD.matcher(URL.matcher(reason).replaceAll("jdbc:…")).replaceAll("$1…");
    }

    private static String state(@Nullable Throwable failure) {
        return failure instanceof SQLException sql && sql.getSQLState() != null && !sql.getSQLState().isBlank()
                ? " (SQLSTATE " + sql.getSQLState() + ")" : "";
    }
}
