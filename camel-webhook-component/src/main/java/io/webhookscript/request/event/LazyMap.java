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
package io.webhookscript.request.event;

import java.util.AbstractMap;
import java.util.Set;
import java.util.function.Function;

import io.webhookscript.template.Undefined;
import org.jspecify.annotations.Nullable;

/**
 * A map that looks up single names and never lists them, so that a template cannot print all variables, message headers
 * or secrets.
 */
public final class LazyMap extends AbstractMap<String, @Nullable Object> {

    private final Function<String, @Nullable Object> lookup;

    /** @param lookup returns {@link Undefined#UNDEFINED} for an unknown name */
    public LazyMap(Function<String, @Nullable Object> lookup) {
        this.lookup = lookup;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key instanceof String name && DeliveryRoots.isDefined(lookup.apply(name));
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        if (!(key instanceof String name)) {
            return null;
        }
        Object value = lookup.apply(name);
        return DeliveryRoots.isDefined(value) ? value : null;
    }

    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
        return Set.of();
    }
}
