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

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.jspecify.annotations.Nullable;

/**
 * Converts headers and variables to values that a store can keep, and that templates read like the original values:
 *
 * <ul>
 * <li>text, numbers, booleans, bytes, points in time, maps, lists and arrays are kept as they are;
 * <li>objects that templates print as text, such as a {@code UUID}, a {@code URI} or an enum, are kept as that text;
 * <li>of files the content is kept, up to a size;
 * <li>variables that are beans are kept as the maps that templates read. Headers are not: Camel's components put their
 * own objects into headers, such as a servlet request;
 * <li>all other values, streams above all, are replaced by a mark. A template that reads it after a restart fails.
 * </ul>
 */
public final class StorableValues {

    private static final String OF_JAVA = "java.";

    private final boolean beans;
    private final long mostBytes;

    /**
     * @param beans     whether beans are converted
     * @param mostBytes the largest file whose content is kept
     */
    public StorableValues(boolean beans, long mostBytes) {
        this.beans = beans;
        this.mostBytes = mostBytes;
    }

    /** Converts values; those that are null are missing. */
    public Map<String, Object> of(Map<String, ? extends @Nullable Object> values) {
        if (values.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> storable = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (value != null) {
                storable.put(name, value instanceof String ? value : storable(value));
            }
        });
        return storable;
    }

    private Object storable(Object value) {
        if (!isConvertible(value)) {
            return new UnstoredValue("an object of " + value.getClass().getName());
        }
        try {
            return Optional.ofNullable(PlainValues.copyOf(value)).orElse("");
        } catch (NotSentException | RuntimeException | StackOverflowError failure) {
            // a foreign object may throw anything; only a template that reads it has the problem
            return new UnstoredValue("an object of " + value.getClass().getName() + " that cannot be read");
        }
    }

    private boolean isConvertible(Object value) {
        if (value instanceof WrappedFile<?> wrapped) {
            return wrapped.getFile() instanceof File file && isSmall(file.toPath());
        }
        if (value instanceof File file) {
            return isSmall(file.toPath());
        }
        if (value instanceof Path path) {
            return isSmall(path);
        }
        if (value instanceof InputStream || value instanceof Reader || value instanceof StreamCache) {
            return false;
        }
        return beans || value instanceof Map || value instanceof Iterable || value instanceof Enum
                || value.getClass().isArray() || value.getClass().getName().startsWith(OF_JAVA);
    }

    private boolean isSmall(Path file) {
        try {
            return Files.size(file) <= mostBytes;
        } catch (IOException gone) {
            return false;
        }
    }
}
