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

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A filter of the user's own: {@code value | name(arguments)}. Must be thread-safe, and must neither block nor change
 * its input. It receives and returns the values that {@link DataRoots} describes.
 */
@FunctionalInterface
public interface FilterFunction {

    /** @throws IllegalArgumentException when the value or an argument is wrong; the message says what is expected */
    @Nullable
    Object apply(@Nullable Object value, List<@Nullable Object> arguments);
}
