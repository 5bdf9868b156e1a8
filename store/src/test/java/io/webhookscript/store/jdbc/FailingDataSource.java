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
package io.webhookscript.store.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.sql.DataSource;

/** A data source whose database goes away, and comes back. */
final class FailingDataSource {

    private static final Set<String> LOCAL = Set.of("close", "isClosed", "abort", "hashCode", "equals", "toString");

    private FailingDataSource() {
    }

    static DataSource of(DataSource real, AtomicBoolean away) {
        return proxy(DataSource.class, real, away);
    }

    private static <T> T proxy(Class<T> type, T real, AtomicBoolean away) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader() == null ? FailingDataSource.class.getClassLoader() : type.getClassLoader(),
                new Class<?>[] { type }, (proxy, method, arguments) -> {
                    if (away.get() && !LOCAL.contains(method.getName())) {
                        throw new SQLException("connection refused", "08006");
                    }
                    Object result = invoke(real, method, arguments);
                    return result instanceof Connection connection && type == DataSource.class
                            ? proxy(Connection.class, connection, away) : result;
                }));
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }
}
