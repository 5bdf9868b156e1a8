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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import io.webhookscript.store.jdbc.database.Dialect;

/** The leases of the processes, and the take-over of claims whose lease has expired. Stateless. */
final class NodeTable {

    private final String register;
    private final String renew;
    private final String dead;
    private final String remove;
    private final String free;

    NodeTable(Dialect dialect) {
        String now = dialect.now();
        this.register = "INSERT INTO webhookscript_node (owner, node, lease_until) VALUES (?, ?, " + now + " + ?)";
        this.renew = "UPDATE webhookscript_node SET lease_until = " + now + " + ? WHERE owner = ?";
        this.dead = "WITH RECURSIVE owners(owner) AS (SELECT MIN(owner) FROM webhookscript_outbox WHERE state = 1 UNION ALL"
                    + " SELECT (SELECT MIN(o.owner) FROM webhookscript_outbox o WHERE o.state = 1 AND o.owner > s.owner)"
                    + " FROM owners s WHERE s.owner IS NOT NULL)"
                    + " SELECT owner FROM owners WHERE owner IS NOT NULL AND NOT EXISTS (SELECT 1 FROM webhookscript_node n"
                    + " WHERE n.owner = owners.owner AND n.lease_until > " + now + ")"
                    + " UNION SELECT owner FROM webhookscript_node WHERE lease_until <= " + now;
        this.remove = "DELETE FROM webhookscript_node WHERE owner = ? AND lease_until <= " + now;
        this.free = "UPDATE webhookscript_outbox SET state = 0, owner = NULL, due = " + now
                    + " WHERE state = 1 AND owner = ? AND NOT EXISTS (SELECT 1 FROM webhookscript_node WHERE owner = ?)";
    }

    void register(Connection connection, Tenure tenure) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(register)) {
            statement.setString(1, tenure.owner());
            statement.setString(2, tenure.node());
            statement.setLong(3, tenure.lease().toMillis());
            statement.executeUpdate();
        }
    }

    /** False when another process has taken the claims over. */
    boolean renew(Connection connection, Tenure tenure) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(renew)) {
            statement.setLong(1, tenure.lease().toMillis());
            statement.setString(2, tenure.owner());
            return statement.executeUpdate() == 1;
        }
    }

    /** Writes without a change. */
    void touch(Connection connection, Tenure tenure) throws SQLException {
        update(connection, "UPDATE webhookscript_node SET node = node WHERE owner = ?", tenure.owner());
    }

    /** Ends the leases of all processes of a node. */
    void removeNode(Connection connection, String node) throws SQLException {
        update(connection, "DELETE FROM webhookscript_node WHERE node = ?", node);
    }

    /** Ends the lease of a process. */
    void removeOwner(Connection connection, String owner) throws SQLException {
        update(connection, "DELETE FROM webhookscript_node WHERE owner = ?", owner);
    }

    /** Frees the claims of all processes without a valid lease. Returns their number. */
    int freeExpired(Connection connection) throws SQLException {
        int freed = 0;
        for (String owner : dead(connection)) {
            // a process that renews at the same time waits for this row, and then sees that it is deleted
            update(connection, remove, owner);
            freed += update(connection, free, owner, owner);
        }
        return freed;
    }

    private List<String> dead(Connection connection) throws SQLException {
        List<String> owners = new ArrayList<>();
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(dead)) {
            while (row.next()) {
                owners.add(row.getString(1));
            }
        }
        return owners;
    }

    private static int update(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
