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
import java.util.LinkedHashMap;

import com.jayway.jsonpath.spi.json.AbstractJsonProvider;

/** Walks plain maps and lists. Texts are never parsed, since the data was parsed before. */
final class PlainJsonProvider extends AbstractJsonProvider {

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

    @Override
    public Object createArray() {
        return new ArrayList<>();
    }

    @Override
    public Object createMap() {
        return new LinkedHashMap<>();
    }
}
