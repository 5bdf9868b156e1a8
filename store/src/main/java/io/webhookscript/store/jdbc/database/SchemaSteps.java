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

import java.util.List;

/**
 * The steps that create the tables of a store, with {@code {identity}}, {@code {key}}, {@code {bytes}} and
 * {@code {timestamp}} for the types that depend on the database. New steps are only appended.
 *
 * <p>
 * Times of the tables that follow step 2 are milliseconds since 1970, by the clock of the database where it says so.
 * Columns of type {@code {key}} contain {@link StoredText}.
 */
final class SchemaSteps {

    /** Steps 1 and 2 are those of the delivery log before there was a store. */
    private static final List<String> DELIVERY = List.of("""
            CREATE TABLE webhookscript_delivery (
              id {identity},
              script VARCHAR(63) NOT NULL,
              script_version VARCHAR(12) NOT NULL,
              tenant VARCHAR(1000),
              message_id VARCHAR(255) NOT NULL,
              source_id VARCHAR(1000),
              began_at {timestamp} NOT NULL,
              ended_at {timestamp} NOT NULL,
              outcome VARCHAR(16) NOT NULL,
              status INTEGER,
              reason VARCHAR(1000) NOT NULL,
              attempts INTEGER NOT NULL,
              last_attempts TEXT NOT NULL,
              method VARCHAR(1000),
              url VARCHAR(1000),
              answer VARCHAR(1000) NOT NULL,
              dead_lettered BOOLEAN NOT NULL
            )""");

    private static final List<String> DELIVERY_INDEXES = List.of(
            "CREATE INDEX webhookscript_delivery_message ON webhookscript_delivery (message_id)",
            "CREATE INDEX webhookscript_delivery_script ON webhookscript_delivery (script, id)",
            "CREATE INDEX webhookscript_delivery_ended ON webhookscript_delivery (ended_at)");

    /**
     * The outbox.
     *
     * <ul>
     * <li>{@code seq}: the order of acceptance
     * <li>{@code id}: the message id
     * <li>{@code order_key}: entries with the same key are delivered one after the other
     * <li>{@code subject}: the digest of the person, for erasure
     * <li>{@code keeps_id}: 1 when the id is kept after the end
     * <li>{@code state}: 0 waiting, 1 claimed, 2 parked behind an earlier entry of its key, 3 failed and blocking its
     * key, 4 ended
     * <li>{@code due}: when a waiting entry may be claimed, or when an ended one is deleted; by the database's clock
     * <li>{@code owner}: the process that has claimed the entry, as in {@code webhookscript_node}
     * <li>{@code claims}: how often it was claimed; a claim is valid only with its own number
     * <li>{@code accepted_at}: by the database's clock
     * <li>{@code attempts}: attempts that were made
     * <li>{@code progress}: results of the attempts; may be encrypted
     * <li>{@code document}: the event; may be encrypted; empty in the states 3 and 4, as is {@code progress}
     * </ul>
     *
     * The state decides which of the indexes contains a row, so that none of them grows with entries of other states.
     */
    private static final List<String> OUTBOX = List.of("""
            CREATE TABLE webhookscript_outbox (
              seq {identity},
              id {key} NOT NULL UNIQUE,
              script {key} NOT NULL,
              order_key {key},
              subject {key},
              keeps_id SMALLINT NOT NULL,
              state SMALLINT NOT NULL,
              due BIGINT NOT NULL,
              owner {key},
              claims INTEGER NOT NULL,
              accepted_at BIGINT NOT NULL,
              attempts INTEGER NOT NULL,
              progress {bytes} NOT NULL,
              document {bytes} NOT NULL
            )""",
            "CREATE INDEX webhookscript_outbox_due ON webhookscript_outbox (script, due, seq) WHERE state = 0",
            "CREATE INDEX webhookscript_outbox_owner ON webhookscript_outbox (owner) WHERE state = 1",
            "CREATE INDEX webhookscript_outbox_ended ON webhookscript_outbox (due) WHERE state = 4",
            "CREATE INDEX webhookscript_outbox_order ON webhookscript_outbox (order_key, seq)"
                                                                                                     + " WHERE order_key IS NOT NULL",
            "CREATE INDEX webhookscript_outbox_subject ON webhookscript_outbox (subject) WHERE subject IS NOT NULL", """
                    CREATE TABLE webhookscript_node (
                      owner {key} PRIMARY KEY,
                      node {key} NOT NULL,
                      lease_until BIGINT NOT NULL
                    )""");

    /**
     * Dead letters.
     *
     * <ul>
     * <li>{@code number}: the position of a letter in lists, the newest has the highest
     * <li>{@code message_id}: unique, a repeated failure replaces the letter
     * <li>{@code subject}, {@code order_key}, {@code keeps_id}, {@code attempts}, {@code progress}, {@code entry}: the
     * entry of the outbox, for a replay; {@code entry} is its document
     * <li>{@code failed_at}: by the clock of the node
     * <li>{@code outcome}: the code of the outcome; {@code status}: of the last response
     * <li>{@code reason}: masked; {@code reason_search}: the same in lower case
     * <li>{@code replayed_at}: when it was last sent again; null when it was not, or has failed since
     * <li>{@code replays}: how often it was sent again
     * <li>{@code keep_until}: when it is deleted, by the clock of the node; null when the component's option decides
     * <li>{@code encrypted_reason}: the reason, if it is encrypted; the other columns of the reason are then empty
     * <li>{@code document}: the dead-letter document in UTF-8; may be encrypted, as may {@code entry} and {@code
     * progress}
     * </ul>
     */
    private static final List<String> DEAD_LETTER = List.of("""
            CREATE TABLE webhookscript_dead_letter (
              number {identity},
              message_id {key} NOT NULL UNIQUE,
              script {key} NOT NULL,
              subject {key},
              failed_at BIGINT NOT NULL,
              outcome {key} NOT NULL,
              status INTEGER,
              reason TEXT NOT NULL,
              reason_search TEXT NOT NULL,
              replayed_at BIGINT,
              replays INTEGER NOT NULL,
              keep_until BIGINT,
              encrypted_reason {bytes},
              order_key {key},
              keeps_id SMALLINT NOT NULL,
              attempts INTEGER NOT NULL,
              progress {bytes} NOT NULL,
              entry {bytes} NOT NULL,
              document {bytes} NOT NULL
            )""",
            "CREATE INDEX webhookscript_dead_letter_script ON webhookscript_dead_letter (script, number)",
            "CREATE INDEX webhookscript_dead_letter_failed ON webhookscript_dead_letter (failed_at)",
            "CREATE INDEX webhookscript_dead_letter_open ON webhookscript_dead_letter (script) WHERE replayed_at IS NULL",
            "CREATE INDEX webhookscript_dead_letter_keep ON webhookscript_dead_letter (keep_until) WHERE keep_until IS NOT NULL",
            "CREATE INDEX webhookscript_dead_letter_subject ON webhookscript_dead_letter (subject)"
                                                                                                                                  + " WHERE subject IS NOT NULL");

    /**
     * Open callback sessions.
     *
     * <ul>
     * <li>{@code script}, {@code id}: the session; the id is a digest of the session's id
     * <li>{@code message_id}: of the last delivered call
     * <li>{@code subject}: the digest of the person of that call, for erasure
     * <li>{@code expires_at}: by the clock of the node
     * <li>{@code context}: the values of the context, JSON in UTF-8; may be encrypted
     * </ul>
     */
    private static final List<String> SESSION = List.of("""
            CREATE TABLE webhookscript_session (
              script {key} NOT NULL,
              id {key} NOT NULL,
              message_id {key} NOT NULL,
              subject {key},
              expires_at BIGINT NOT NULL,
              context {bytes} NOT NULL,
              PRIMARY KEY (script, id)
            )""",
            "CREATE INDEX webhookscript_session_expires ON webhookscript_session (expires_at)",
            "CREATE INDEX webhookscript_session_message ON webhookscript_session (message_id)",
            "CREATE INDEX webhookscript_session_subject ON webhookscript_session (subject) WHERE subject IS NOT NULL");

    /**
     * What a data-protection request and a retention need.
     *
     * <ul>
     * <li>{@code subject}: the digest of the person, for erasure
     * <li>{@code keep_until}: when the entry is deleted, by the clock of the node; null when the log's own limits
     * decide
     * <li>{@code contents}: all texts of the entry, encrypted; the columns of the texts are then empty. Null when the
     * entry is not encrypted
     * </ul>
     */
    private static final List<String> DELIVERY_PRIVACY = List.of(
            "ALTER TABLE webhookscript_delivery ADD COLUMN subject {key}",
            "ALTER TABLE webhookscript_delivery ADD COLUMN keep_until BIGINT",
            "ALTER TABLE webhookscript_delivery ADD COLUMN contents {bytes}",
            "CREATE INDEX webhookscript_delivery_subject ON webhookscript_delivery (subject) WHERE subject IS NOT NULL",
            "CREATE INDEX webhookscript_delivery_keep ON webhookscript_delivery (keep_until) WHERE keep_until IS NOT NULL",
            "CREATE INDEX webhookscript_delivery_limit ON webhookscript_delivery (ended_at) WHERE keep_until IS NULL");

    /**
     * Requests of the last hour to delete the data of a message or a person.
     *
     * <ul>
     * <li>{@code value}: a message id if {@code is_message} is 1, else the digest of a person
     * <li>{@code erased_at}: by the clock of the database
     * </ul>
     */
    private static final List<String> ERASURE = List.of("""
            CREATE TABLE webhookscript_erasure (
              value {key} NOT NULL,
              is_message SMALLINT NOT NULL,
              erased_at BIGINT NOT NULL,
              PRIMARY KEY (value, is_message)
            )""");

    /**
     * Since when scripts have failed, and which were stopped by themselves.
     *
     * <ul>
     * <li>{@code failing_since}, {@code warned_at}, {@code stopped_at}: by the clock of the node
     * <li>{@code stopped_version}, {@code stopped_state}: of the script that was stopped, and why in one word
     * <li>{@code stopped_reason}: masked, in UTF-8; may be encrypted
     * <li>{@code changes}: increases with each change, so that no change of another node is lost
     * </ul>
     */
    private static final List<String> SCRIPT = List.of("""
            CREATE TABLE webhookscript_script (
              script {key} PRIMARY KEY,
              failing_since BIGINT,
              warned_at BIGINT,
              stopped_at BIGINT,
              stopped_version {key},
              stopped_state {key},
              stopped_reason {bytes},
              changes INTEGER NOT NULL
            )""");

    static final List<List<String>> ALL = List.of(
            DELIVERY, DELIVERY_INDEXES, OUTBOX, DEAD_LETTER, SESSION, DELIVERY_PRIVACY, ERASURE, SCRIPT);

    /** Without the tables that only the supported databases of a store can have. The numbers are the same. */
    static final List<List<String>> DELIVERY_LOG = List.of(
            DELIVERY, DELIVERY_INDEXES, List.of(), List.of(), List.of(), DELIVERY_PRIVACY, List.of(), List.of());

    private SchemaSteps() {
    }
}
