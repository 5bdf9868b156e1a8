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
package io.webhookscript.value;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes in bytes: {@code 64KiB}, {@code 1MB}, {@code 500}. */
public final class SizeText {

    public static final String EXPECTED = "a size such as `64KiB`, `1MB` or `500` (bytes)";

    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(B|KB|MB|GB|KiB|MiB|GiB)?");
    private static final Map<String, Long> UNITS = Map.of(
            "B", 1L, "KB", 1_000L, "MB", 1_000_000L, "GB", 1_000_000_000L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

    private SizeText() {
    }

    /** Returns the number of bytes; empty when the text is not a size. */
    public static Optional<Long> parse(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            return Optional.empty();
        }
        String unit = size.group(2);
        return Optional.of(Long.parseLong(size.group(1)) * (unit == null ? 1L : UNITS.getOrDefault(unit, 1L)));
    }
}
