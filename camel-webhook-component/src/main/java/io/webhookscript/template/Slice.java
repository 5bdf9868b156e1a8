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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Python's slices: {@code [from:to:step]}, each of which may be negative or missing. */
record Slice(@Nullable Integer from, @Nullable Integer to, int step) {

    @Nullable
    Object of(@Nullable Object value, RenderContext run, SourcePosition spot) {
        if (value instanceof String text && step == 1) {
            int length = text.codePointCount(0, text.length());
            int start = start(length);
            run.spendOnText(text.length(), spot);
            return Texts.slice(text, start, Math.max(start, end(length)));
        }
        if (value instanceof String || value instanceof List) {
            List<?> picked = pick(Items.of(value, run, spot));
            run.spend(picked.size() >> 3, spot);
            return value instanceof String ? join(picked) : picked;
        }
        return Undefined.UNDEFINED;
    }

    private List<?> pick(List<?> items) {
        int end = end(items.size());
        List<@Nullable Object> picked = new ArrayList<>();
        for (int i = start(items.size()); step > 0 ? i < end : i > end; i += step) {
            picked.add(items.get(i));
        }
        return picked;
    }

    private static String join(List<?> codePoints) {
        StringBuilder text = new StringBuilder();
        codePoints.forEach(text::append);
        return text.toString();
    }

    private int start(int size) {
        int lowest = step > 0 ? 0 : -1;
        int highest = step > 0 ? size : size - 1;
        return from == null ? step > 0 ? 0 : size - 1 : clamp(from, size, lowest, highest);
    }

    private int end(int size) {
        int lowest = step > 0 ? 0 : -1;
        int highest = step > 0 ? size : size - 1;
        return to == null ? step > 0 ? size : -1 : clamp(to, size, lowest, highest);
    }

    private static int clamp(int bound, int size, int lowest, int highest) {
        int index = bound < 0 ? bound + size : bound;
        return Math.max(lowest, Math.min(highest, index));
    }
}
