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
package io.webhookscript.language;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.spi.json.AbstractJsonProvider;
import org.jspecify.annotations.Nullable;

/**
 * Walks plain maps and lists, and counts how much. Texts are never parsed: what is read has been read before. For one
 * evaluation.
 */
final class PlainJsonProvider extends AbstractJsonProvider {

    private final Object document;
    private final PathBudget budget;
    private boolean placesAreNext;

    PlainJsonProvider(Object document, PathBudget budget) {
        this.document = document;
        this.budget = budget;
    }

    /** A list that the library makes, of what it finds. */
    private static final class Found extends ArrayList<@Nullable Object> {

        private static final long serialVersionUID = 1L;
    }

    /** A list that the library makes, of where it finds it: long texts that nobody asks for. */
    private static final class Places extends ArrayList<@Nullable Object> {

        private static final long serialVersionUID = 1L;
    }

    /** An object that the library makes, of several members of one. */
    private static final class Selection extends LinkedHashMap<String, @Nullable Object> {

        private static final long serialVersionUID = 1L;
    }

    /**
     * What was found as a value that nobody can change: of the document itself, not copied.
     *
     * @throws PathBudget.ExhaustedException when it is far larger than the document
     */
    @Nullable
    Object result(@Nullable Object found) {
        if (found instanceof Found list && list.size() > 1 && DocumentSize.exceeds(list, DocumentSize.ALWAYS_FOUND)
                && DocumentSize.exceeds(list, DocumentSize.mostFoundIn(DocumentSize.of(document).characters()))) {
            throw new PathBudget.ExhaustedException("finds far more than the document contains");
        }
        return shared(found);
    }

    private static @Nullable Object shared(@Nullable Object value) {
        if (value instanceof Found list) {
            list.replaceAll(PlainJsonProvider::shared);
            return Collections.unmodifiableList(list);
        }
        if (value instanceof Selection map) {
            map.replaceAll((name, member) -> shared(member));
            return Collections.unmodifiableMap(map);
        }
        return value instanceof List || value instanceof Map ? value : ResultValues.of(value);
    }

    @Override
    public Object parse(String json) {
        throw new UnsupportedOperationException("a response is parsed once, before any path reads it");
    }

    @Override
    public Object parse(InputStream json, String charset) {
        throw new UnsupportedOperationException("a response is parsed once, before any path reads it");
    }

    @Override
    public String toJson(Object value) {
        return String.valueOf(value);
    }

    /** The library asks for two at a time: one for what it finds, one for the places. */
    @Override
    public Object createArray() {
        placesAreNext = !placesAreNext;
        return placesAreNext ? new Found() : new Places();
    }

    @Override
    public void setArrayIndex(Object array, int index, @Nullable Object value) {
        budget.spend(1);
        if (array instanceof Places places) {
            places.add("");
        } else {
            super.setArrayIndex(array, index, value);
        }
    }

    @Override
    public Object createMap() {
        return new Selection();
    }

    @Override
    public boolean isMap(@Nullable Object value) {
        budget.spend(1);
        return super.isMap(value);
    }

    /** Most of those who ask go through it next. */
    @Override
    public boolean isArray(@Nullable Object value) {
        budget.spend(value instanceof List<?> list && !(list instanceof Found) ? 1 + list.size() / 8 : 1);
        return super.isArray(value);
    }

    /** What a path within a filter gives, before it is compared with each of a list. */
    @Override
    public @Nullable Object unwrap(@Nullable Object value) {
        budget.spend(value instanceof List<?> list ? 1 + list.size() : 1);
        return super.unwrap(value);
    }

    @Override
    public @Nullable Object getMapValue(Object map, String key) {
        budget.spend(1);
        return super.getMapValue(map, key);
    }

    @Override
    public Collection<String> getPropertyKeys(Object map) {
        budget.spend(1);
        return super.getPropertyKeys(map);
    }
}
