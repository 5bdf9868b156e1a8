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
package io.webhookscript.value.json;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.webhookscript.value.Members;
import org.jspecify.annotations.Nullable;

/** What was read of JSON objects and lists that have not ended yet, the innermost last. For one text. */
final class JsonStack {

    private @Nullable Object[] read = new Object[64];
    private int size;

    /** Where the next object or list begins. */
    int size() {
        return size;
    }

    /** An item of a list; of an object, a name and then its value. */
    void push(@Nullable Object value) {
        if (size == read.length) {
            read = Arrays.copyOf(read, 2 * size);
        }
        read[size++] = value;
    }

    /**
     * Ends an object. Of a name that stands twice the last value counts.
     *
     * @param  begin what {@link #size} was before its first name
     * @return       which nobody can change
     */
    Map<String, @Nullable Object> popMembers(int begin) {
        @Nullable
        Object[] pairs = Arrays.copyOfRange(read, begin, size);
        size = begin;
        return Members.of(pairs);
    }

    /**
     * Ends a list.
     *
     * @param  begin what {@link #size} was before its first item
     * @return       which nobody can change
     */
    List<@Nullable Object> popItems(int begin) {
        @Nullable
        Object[] items = Arrays.copyOfRange(read, begin, size);
        size = begin;
        return Collections.unmodifiableList(Arrays.asList(items));
    }
}
