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

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.TypeRef;
import com.jayway.jsonpath.spi.mapper.MappingProvider;
import org.jspecify.annotations.Nullable;

/** Returns values unchanged; a path never creates objects of classes that a text could name. */
final class NoMappingProvider implements MappingProvider {

    @Override
    public <T> @Nullable T map(@Nullable Object source, Class<T> targetType, Configuration configuration) {
        return source == null ? null : targetType.cast(source);
    }

    @Override
    public <T> T map(@Nullable Object source, TypeRef<T> targetType, Configuration configuration) {
        throw new UnsupportedOperationException("values are returned unchanged");
    }
}
