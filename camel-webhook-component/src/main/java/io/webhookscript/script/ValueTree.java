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
package io.webhookscript.script;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.webhookscript.template.Expression;
import org.jspecify.annotations.Nullable;

import static java.util.Collections.unmodifiableMap;

/** A tree of values in a script file whose leaves may be templates: a JSON body, or a mapped response body. */
public sealed interface ValueTree {

    /** Whether one of its leaves may depend on that field of a root. */
    boolean mayRead(String root, String field);

    /** Whether its leaves read no other roots than these; false where their language cannot tell. */
    boolean readsOnly(Set<String> roots);

    /** A literal: null, Boolean, Long, BigInteger, BigDecimal or String. */
    record Constant(@Nullable Object value) implements ValueTree {

        @Override
        public boolean mayRead(String root, String field) {
            return false;
        }

        @Override
        public boolean readsOnly(Set<String> roots) {
            return true;
        }
    }

    /** A template or an expression of another language; {@code field} is its path in the file. */
    record Leaf(Expression expression, String field) implements ValueTree {

        @Override
        public boolean mayRead(String root, String name) {
            return expression.mayRead(root, name);
        }

        @Override
        public boolean readsOnly(Set<String> roots) {
            return expression.readsOnly(roots);
        }
    }

    /**
     * An object; keys in the file's order.
     *
     * @param onlyForFields whether it exists only because keys with dots name its members: it is left out if all of
     *                      them are
     */
    record Members(Map<String, ValueTree> members, boolean onlyForFields) implements ValueTree {

        public Members(Map<String, ValueTree> members) {
            this(members, false);
        }

        public Members {
            members = unmodifiableMap(new LinkedHashMap<>(members));
        }

        @Override
        public boolean mayRead(String root, String field) {
            return members.values().stream().anyMatch(member -> member.mayRead(root, field));
        }

        @Override
        public boolean readsOnly(Set<String> roots) {
            return members.values().stream().allMatch(member -> member.readsOnly(roots));
        }
    }

    /** A list. */
    record Items(List<ValueTree> items) implements ValueTree {

        public Items {
            items = List.copyOf(items);
        }

        @Override
        public boolean mayRead(String root, String field) {
            return items.stream().anyMatch(item -> item.mayRead(root, field));
        }

        @Override
        public boolean readsOnly(Set<String> roots) {
            return items.stream().allMatch(item -> item.readsOnly(roots));
        }
    }

    /** The value of {@code key[]} in fields: a list stays, anything else becomes a list of one. */
    record AsList(Leaf value) implements ValueTree {

        @Override
        public boolean mayRead(String root, String field) {
            return value.mayRead(root, field);
        }

        @Override
        public boolean readsOnly(Set<String> roots) {
            return value.readsOnly(roots);
        }
    }
}
