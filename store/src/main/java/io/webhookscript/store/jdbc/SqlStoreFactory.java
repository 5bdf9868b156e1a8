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

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import javax.sql.DataSource;

import io.webhookscript.store.StoreOptions;
import io.webhookscript.store.WebhookStore;
import io.webhookscript.store.WebhookStoreFactory;
import io.webhookscript.store.jdbc.database.Database;
import org.apache.camel.CamelContext;

/** Creates the store for {@code sqlite:FILE} and {@code jdbc:#dataSource}. Camel finds this class by its name. */
public final class SqlStoreFactory implements WebhookStoreFactory {

    private static final String SQLITE = "sqlite:";
    private static final String JDBC = "jdbc:#";
    private static final String BEAN = "bean:";

    /** An SQLite file belongs to one node. */
    private static final String ONLY_NODE = "local";

    @Override
    public WebhookStore create(CamelContext camelContext, String location, StoreOptions options) {
        if (location.startsWith(SQLITE)) {
            Path file = file(location.substring(SQLITE.length()));
            return new SqlStore(() -> Database.ofFile(file), withNode(options));
        }
        if (location.startsWith(JDBC)) {
            DataSource dataSource = dataSource(camelContext, location.substring(JDBC.length()));
            return new SqlStore(() -> Database.of(dataSource), options);
        }
        throw new IllegalArgumentException(
                "store=" + scheme(location)
                                           + ": expected sqlite:FILE, jdbc:#NAME of a DataSource in the registry, or #NAME of a"
                                           + " WebhookStore");
    }

    /** A URL of a database may contain a password. */
    private static String scheme(String location) {
        int colon = location.indexOf(':');
        return colon < 0 ? location : location.substring(0, colon + 1) + "…";
    }

    /** The driver would take what follows a question mark as parameters. */
    private static Path file(String name) {
        if (name.isBlank() || name.indexOf('?') >= 0 || name.indexOf('#') >= 0 || name.startsWith(":")) {
            throw new IllegalArgumentException(
                    "store=sqlite:" + name + ": expected the name of a file, without parameters, such as sqlite:data/store.db");
        }
        try {
            return Path.of(name);
        } catch (InvalidPathException failure) {
            throw new IllegalArgumentException("store=sqlite:" + name + ": expected the name of a file", failure);
        }
    }

    private static DataSource dataSource(CamelContext camelContext, String reference) {
        String name = reference.startsWith(BEAN) ? reference.substring(BEAN.length()) : reference;
        Object bean = camelContext.getRegistry().lookupByName(name);
        if (bean instanceof DataSource dataSource) {
            return dataSource;
        }
        throw new IllegalArgumentException(
                "store=jdbc:#" + name + ": expected a DataSource in the registry, found "
                                           + (bean == null ? "nothing" : "a " + bean.getClass().getName()));
    }

    private static StoreOptions withNode(StoreOptions options) {
        return new StoreOptions(ONLY_NODE, options.lease(), options.keepIds(), options.encryption());
    }
}
