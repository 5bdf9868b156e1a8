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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/** Connections that fail when a test says so. */
public final class FaultyConnections implements ConnectionSource {

    private final ConnectionSource real;
    private final Map<String, LongAdder> statements = new ConcurrentHashMap<>();
    private volatile boolean away;
    private volatile BooleanSupplier losesCommits = () -> false;
    private volatile BooleanSupplier hidesCommits = () -> false;

    FaultyConnections(ConnectionSource real) {
        this.real = real;
    }

    /** The statements that a thread has executed. */
    public long statements(String thread) {
        return statements.entrySet().stream().filter(entry -> entry.getKey().endsWith(thread))
                .mapToLong(entry -> entry.getValue().sum()).sum();
    }

    /** Whether no connection can be made. */
    public void away(boolean isAway) {
        away = isAway;
    }

    /** Decides for each commit whether it fails without storing anything. */
    public void losesCommits(BooleanSupplier decision) {
        losesCommits = decision;
    }

    /** Decides for each commit whether everything is stored, but the response is lost. */
    public void hidesCommits(BooleanSupplier decision) {
        hidesCommits = decision;
    }

    @Override
    public Session acquire(Access access) throws SQLException {
        failIfAway();
        Session session = real.acquire(access);
        Connection connection = (Connection) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] { Connection.class }, (proxy, method, arguments) -> {
                    boolean commits = access != Access.READ && method.getName().equals("commit");
                    if (method.getName().equals("prepareStatement") || method.getName().equals("createStatement")) {
                        statements.computeIfAbsent(Thread.currentThread().getName(), name -> new LongAdder()).increment();
                    }
                    if (commits) {
                        failIfAway();
                    }
                    if (commits && losesCommits.getAsBoolean()) {
                        throw failure("the connection was lost before the commit");
                    }
                    Object result = invoke(session.connection(), method, arguments);
                    if (commits && hidesCommits.getAsBoolean()) {
                        throw failure("the connection was lost after the commit");
                    }
                    return result;
                });
        return new FaultySession(session, connection);
    }

    private static Object invoke(Connection connection, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }

    private void failIfAway() throws SQLException {
        if (away) {
            throw failure("connection refused");
        }
    }

    private static SQLException failure(String reason) {
        return new SQLException(reason, "08006");
    }

    @Override
    public void removeTraces() throws SQLException {
        failIfAway();
        real.removeTraces();
    }

    @Override
    public void close() {
        real.close();
    }

    private record FaultySession(Session real, Connection connection) implements Session {

        @Override
        public void release() {
            real.release();
        }

        @Override
        public void discard() {
            real.discard();
        }
    }
}
