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
package io.webhookscript.store.jdbc.outbox;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.webhookscript.store.OutboxEntry;
import io.webhookscript.store.jdbc.database.StoredText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The claims of one transaction. They are registered as held before the commit, so that no release of the writer can
 * free them.
 */
final class ClaimTransaction {

    private static final Logger LOG = LoggerFactory.getLogger(ClaimTransaction.class);

    private static final byte[] EMPTY = {};

    private final Claimer.Parts parts;
    private final Tenure tenure;
    private final SqlClaim.Surroundings surroundings;
    private final List<SqlClaim> claims = new ArrayList<>();
    private final List<SqlClaim> unreadable = new ArrayList<>();

    /** A number of entries of a script. */
    record Wish(String script, int limit) {
    }

    ClaimTransaction(Claimer.Parts parts) {
        this.parts = parts;
        this.tenure = parts.tenure().get();
        this.surroundings = parts.writer().surroundings();
    }

    /** Returns whether there may be more entries of one of the scripts. */
    boolean execute(Connection connection, List<Wish> wishes) throws SQLException {
        boolean more = false;
        for (Wish wish : wishes) {
            more |= parts.table().claim(connection, wish.script(), wish.limit(), tenure.owner(), this::add) == wish.limit();
        }
        claims.sort(Comparator.comparingLong(claim -> claim.row().seq()));
        return more;
    }

    private void add(ResultSet row) throws SQLException {
        SqlClaim.Row place = new SqlClaim.Row(row.getLong("seq"), row.getInt("claims"));
        SqlClaim claim;
        try {
            claim = new SqlClaim(StoredEntry.read(row, surroundings.bytes()), place, tenure, surroundings);
            claims.add(claim);
        } catch (IllegalStateException failure) {
            claim = new SqlClaim(withoutContents(row), place, tenure, surroundings);
            unreadable.add(claim);
            LOG.error("store: message {} of script {} cannot be decrypted, and waits: {}", claim.entry().id(),
                    claim.entry().script(), failure.getMessage());
        }
        parts.held().add(claim);
    }

    private static OutboxEntry withoutContents(ResultSet row) throws SQLException {
        return new OutboxEntry(
                StoredText.decode(row.getString("id")), StoredText.decode(row.getString("script")), null, null, false,
                row.getInt("attempts"), EMPTY, EMPTY);
    }

    List<SqlClaim> claims() {
        return claims;
    }

    List<SqlClaim> unreadable() {
        return unreadable;
    }

    /** @param unknown whether the rows may be claimed nevertheless */
    void undo(boolean unknown) {
        List<SqlClaim> all = new ArrayList<>(claims);
        all.addAll(unreadable);
        for (SqlClaim claim : all) {
            claim.revoke();
            parts.held().remove(claim);
        }
        if (unknown) {
            parts.writer().release(all.stream().map(claim -> new Change.Release(
                    claim.entry(), StoredText.encode(claim.entry().id(), "the message id"), claim.owner())).toList());
        }
    }
}
