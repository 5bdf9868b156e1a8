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
package io.webhookscript.template;

import java.util.Arrays;
import java.util.Collections;

import io.webhookscript.value.Excerpt;
import org.jspecify.annotations.Nullable;

/** A custom filter. Its failures become errors of the template. */
record UserFilter(String name, FilterFunction function) implements Filter {
    @Override
    public @Nullable Object apply(@Nullable Object value, Arguments call) {
        try {
            return function.apply(value, Collections.unmodifiableList(Arrays.asList(call.values())));
        } catch (IllegalArgumentException e) {
            throw call.spot().error("the filter `" + name + "` rejected its value: " + capped(e.getMessage()),
                    "another value");
        } catch (RuntimeException | StackOverflowError e) {
            throw call.spot().error("the filter `" + name + "` failed with " + e.getClass().getSimpleName(), "a value");
        }
    }

    private static String capped(@Nullable String message) {
        String text = message == null ? "no reason given" : message;
        return text.length() <= Limits.QUOTED ? text : Excerpt.of(text, Limits.QUOTED) + "…";
    }
}
