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
package io.webhookscript.store.jdbc.letters;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

import io.webhookscript.store.DeadLetter;
import io.webhookscript.store.DeadLetterFilter;
import io.webhookscript.store.DeadLetterStore.Page;
import io.webhookscript.store.DeadLetterStore.Range;
import io.webhookscript.store.DeadLetterStore.Resent;
import io.webhookscript.store.OutboxEntry;
import io.webhookscript.store.StoreException;
import io.webhookscript.store.jdbc.database.StoredBytes;
import io.webhookscript.store.jdbc.database.StoredText;
import io.webhookscript.value.OneLine;
import org.jspecify.annotations.Nullable;

/** The statements of the table {@code webhookscript_dead_letter}. */
final class LetterTable {

    private static final String TABLE = "webhookscript_dead_letter";

    private static final String ENTRY = "dead_letter.entry";
    private static final String PROGRESS = "dead_letter.progress";
    private static final String REASON = "dead_letter.reason";
    private static final String DOCUMENT = "dead_letter.document";

    private static final String SUMMARY
            = "message_id, script, failed_at, outcome, status, reason, encrypted_reason, replayed_at, replays";

    /** A letter that fails again gets the highest number, and keeps its replays. */
    private static final String ADD = "INSERT INTO " + TABLE
                                      + " (message_id, script, subject, failed_at, outcome, status, reason, reason_search, replayed_at,"
                                      + " replays, order_key, keeps_id, attempts, progress, entry, document, keep_until, encrypted_reason)"
                                      + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, 0, ?, ?, ?, ?, ?, ?, ?, ?)"
                                      + " ON CONFLICT (message_id) DO UPDATE SET number = excluded.number, script = excluded.script,"
                                      + " subject = excluded.subject, failed_at = excluded.failed_at, outcome = excluded.outcome,"
                                      + " status = excluded.status, reason = excluded.reason,"
                                      + " reason_search = excluded.reason_search, replayed_at = NULL,"
                                      + " order_key = excluded.order_key, keeps_id = excluded.keeps_id,"
                                      + " attempts = excluded.attempts, progress = excluded.progress, entry = excluded.entry,"
                                      + " document = excluded.document, keep_until = excluded.keep_until,"
                                      + " encrypted_reason = excluded.encrypted_reason";

    /** States of {@code webhookscript_outbox} in which the delivery of an entry has not ended. */
    private static final String NOT_ENDED = "(0, 1, 2)";

    private static final Instant FIRST = Instant.ofEpochMilli(Long.MIN_VALUE);
    private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

    private final StoredBytes bytes;
    private final Function<String, Optional<Duration>> keepFor;

    /** @param keepFor how long a script wants its letters to be kept; empty when it does not say it */
    LetterTable(StoredBytes bytes, Function<String, Optional<Duration>> keepFor) {
        this.keepFor = keepFor;
        this.bytes = bytes;
    }

    void add(Connection connection, Collection<DeadLetter> letters) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(ADD)) {
            for (DeadLetter letter : letters) {
                set(insert, letter);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void set(PreparedStatement insert, DeadLetter letter) throws SQLException {
        DeadLetter.Contents contents = contents(letter);
        OutboxEntry entry = contents.entry();
        String reason = OneLine.of(letter.reason());
        insert.setString(1, StoredText.encode(letter.messageId(), "the message id"));
        insert.setString(2, StoredText.encode(letter.script(), "the script's name"));
        insert.setString(3, encoded(entry.subject(), "the subject"));
        insert.setLong(4, letter.failedAt().toEpochMilli());
        insert.setString(5, StoredText.encode(letter.outcome(), "the outcome"));
        if (letter.status() == null) {
            insert.setNull(6, Types.INTEGER);
        } else {
            insert.setInt(6, letter.status());
        }
        insert.setString(7, bytes.encrypts() ? "" : reason);
        insert.setString(8, bytes.encrypts() ? "" : searchable(reason));
        insert.setString(9, encoded(entry.orderKey(), "the order key"));
        insert.setInt(10, entry.keepsId() ? 1 : 0);
        insert.setInt(11, entry.attempts());
        insert.setBytes(12, encoded(entry.progress(), PROGRESS, letter.messageId()));
        insert.setBytes(13, encoded(entry.document(), ENTRY, letter.messageId()));
        insert.setBytes(14, encoded(contents.document().getBytes(StandardCharsets.UTF_8), DOCUMENT, letter.messageId()));
        Optional<Duration> keep = keepFor.apply(letter.script());
        if (keep.isPresent()) {
            insert.setLong(15, letter.failedAt().plus(keep.get()).toEpochMilli());
        } else {
            insert.setNull(15, Types.BIGINT);
        }
        insert.setBytes(16, bytes.encrypts()
                ? encoded(reason.getBytes(StandardCharsets.UTF_8), REASON, letter.messageId()) : null);
    }

    /** @throws IllegalArgumentException when the filter cannot be applied, since the texts are encrypted */
    void check(DeadLetterFilter filter) {
        if (filter.text() != null && bytes.encrypts()) {
            throw new IllegalArgumentException(
                    "text=" + filter
                            .text() + ": the reasons are encrypted in the store and cannot be searched; filter by script,"
                                               + " outcome, status or time");
        }
    }

    private byte[] encoded(byte[] content, String column, String messageId) {
        try {
            return bytes.encode(content, column + ":" + messageId);
        } catch (IllegalStateException | IllegalArgumentException failure) {
            throw new StoreException("the dead letter cannot be encrypted: " + failure.getMessage(), failure);
        }
    }

    static DeadLetter.Contents contents(DeadLetter letter) {
        DeadLetter.Contents contents = letter.contents();
        if (contents == null) {
            throw new IllegalArgumentException("a dead letter without contents cannot be stored");
        }
        return contents;
    }

    private static @Nullable String encoded(@Nullable String key, String what) {
        return key == null ? null : StoredText.encode(key, what);
    }

    private static @Nullable String decoded(@Nullable String stored) {
        return stored == null ? null : StoredText.decode(stored);
    }

    /** The text as it is compared: in lower case, and without characters that a database cannot store. */
    static String searchable(String text) {
        return OneLine.of(text).toLowerCase(Locale.ROOT);
    }

    /**
     * In milliseconds; a time that they cannot express, such as {@code Instant.MAX}, becomes the last or the first one.
     */
    static long roundedUp(Instant time) {
        if (time.isAfter(LAST) || time.isBefore(FIRST)) {
            return time.isAfter(LAST) ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
        long millis = time.toEpochMilli();
        return time.isAfter(Instant.ofEpochMilli(millis)) ? millis + 1 : millis;
    }

    Page find(Connection connection, DeadLetterFilter filter, Range range) throws SQLException {
        LetterCondition condition = new LetterCondition(filter).add("number > ?", range.after()).add("number < ?",
                range.before());
        String sql = "SELECT number, " + SUMMARY + " FROM " + TABLE + condition.where() + " ORDER BY number "
                     + (range.oldestFirst() ? "ASC" : "DESC") + " LIMIT ?";
        List<DeadLetter> letters = new ArrayList<>();
        long last = 0;
        boolean more = false;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int index = condition.set(select);
            select.setInt(index, range.limit() + 1);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    if (letters.size() == range.limit()) {
                        more = true;
                    } else {
                        letters.add(letter(rows, null));
                        last = rows.getLong("number");
                    }
                }
            }
        }
        return new Page(letters, more ? last : null);
    }

    private DeadLetter letter(ResultSet row, DeadLetter.@Nullable Contents contents) throws SQLException {
        int status = row.getInt("status");
        Integer known = row.wasNull() ? null : Integer.valueOf(status);
        long replayed = row.getLong("replayed_at");
        Instant replayedAt = row.wasNull() ? null : Instant.ofEpochMilli(replayed);
        return new DeadLetter(
                StoredText.decode(row.getString("message_id")), StoredText.decode(row.getString("script")),
                Instant.ofEpochMilli(row.getLong("failed_at")), StoredText.decode(row.getString("outcome")), known,
                reason(row), new DeadLetter.Replays(row.getInt("replays"), replayedAt), contents);
    }

    /** A reason that cannot be decrypted must not hide the letter. */
    private String reason(ResultSet row) throws SQLException {
        byte[] encrypted = row.getBytes("encrypted_reason");
        if (encrypted == null) {
            return row.getString("reason");
        }
        try {
            String id = StoredText.decode(row.getString("message_id"));
            return new String(bytes.decode(encrypted, REASON + ":" + id), StandardCharsets.UTF_8);
        } catch (IllegalStateException failure) {
            return "the reason cannot be read: " + failure.getMessage();
        }
    }

    static Map<String, Long> counts(Connection connection, DeadLetterFilter filter) throws SQLException {
        LetterCondition condition = new LetterCondition(filter);
        Map<String, Long> counts = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT script, COUNT(*) FROM " + TABLE + condition.where() + " GROUP BY script")) {
            condition.set(select);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    counts.put(StoredText.decode(rows.getString(1)), rows.getLong(2));
                }
            }
        }
        return counts;
    }

    static long end(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT COALESCE(MAX(number), 0) + 1 FROM " + TABLE);
             ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    Optional<EncodedLetter> get(Connection connection, String messageId) throws SQLException {
        LetterCondition condition = new LetterCondition(DeadLetterFilter.ALL.ofMessage(messageId));
        String sql = "SELECT " + SUMMARY + ", subject, order_key, keeps_id, attempts, progress, entry, document FROM " + TABLE
                     + condition.where();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            condition.set(select);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(encoded(row)) : Optional.empty();
            }
        }
    }

    private EncodedLetter encoded(ResultSet row) throws SQLException {
        DeadLetter letter = letter(row, null);
        OutboxEntry entry = new OutboxEntry(
                letter.messageId(), letter.script(), decoded(row.getString("order_key")), decoded(row.getString("subject")),
                row.getInt("keeps_id") != 0, row.getInt("attempts"), row.getBytes("entry"), row.getBytes("progress"));
        return new EncodedLetter(letter, entry, row.getBytes("document"));
    }

    /** A row whose contents are as they are stored. */
    record EncodedLetter(DeadLetter letter, OutboxEntry entry, byte[] document) {
    }

    /** @throws IllegalStateException when the contents cannot be decrypted */
    DeadLetter decoded(EncodedLetter row) {
        DeadLetter letter = row.letter();
        String id = letter.messageId();
        OutboxEntry entry = row.entry();
        OutboxEntry plain = new OutboxEntry(
                id, entry.script(), entry.orderKey(), entry.subject(), entry.keepsId(), entry.attempts(),
                bytes.decode(entry.document(), ENTRY + ":" + id), bytes.decode(entry.progress(), PROGRESS + ":" + id));
        String document = new String(bytes.decode(row.document(), DOCUMENT + ":" + id), StandardCharsets.UTF_8);
        return new DeadLetter(
                id, letter.script(), letter.failedAt(), letter.outcome(), letter.status(), letter.reason(),
                letter.replays(), new DeadLetter.Contents(document, plain));
    }

    static Map<String, Resent> resent(Connection connection, Collection<String> messageIds) throws SQLException {
        Map<String, Resent> states = new HashMap<>();
        // not a join, for which PostgreSQL may read the whole outbox
        String sql = "SELECT letter.message_id, letter.replayed_at, (SELECT entry.id FROM webhookscript_outbox entry"
                     + " WHERE entry.id = letter.message_id AND entry.state IN " + NOT_ENDED + ") FROM " + TABLE
                     + " letter WHERE letter.message_id IN ("
                     + String.join(", ", Collections.nCopies(messageIds.size(), "?")) + ")";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int index = 1;
            for (String id : messageIds) {
                select.setString(index++, StoredText.encode(id, "the message id"));
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    states.put(StoredText.decode(rows.getString(1)), state(rows));
                }
            }
        }
        return states;
    }

    private static Resent state(ResultSet row) throws SQLException {
        if (row.getObject(2) == null) {
            return Resent.OPEN;
        }
        return row.getObject(3) == null ? Resent.DELIVERED : Resent.WAITING;
    }

    /**
     * Deletes the oldest of the selected letters before a position.
     *
     * @return all of them
     */
    static Deleted delete(Connection connection, LetterCondition selected, long end, int most)
            throws SQLException {
        LetterCondition condition = selected.add("number < ?", end);
        String sql = "DELETE FROM " + TABLE + " WHERE number IN (SELECT number FROM " + TABLE + condition.where()
                     + " ORDER BY number LIMIT ?) RETURNING message_id, order_key";
        int number = 0;
        List<String> ordered = new ArrayList<>();
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            int index = condition.set(delete);
            delete.setInt(index, most);
            try (ResultSet rows = delete.executeQuery()) {
                while (rows.next()) {
                    number++;
                    if (rows.getString(2) != null) {
                        ordered.add(StoredText.decode(rows.getString(1)));
                    }
                }
            }
        }
        return new Deleted(number, ordered);
    }

    /**
     * Letters that were deleted.
     *
     * @param ordered the message ids of those whose event has an order
     */
    record Deleted(int number, List<String> ordered) {
    }
}
