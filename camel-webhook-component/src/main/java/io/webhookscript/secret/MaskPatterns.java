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
package io.webhookscript.secret;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Shares the mask pattern between the deliveries of one script. They usually read the same secrets, whose forms are
 * then created once. The forms of the last delivery are kept as long as this object. Thread-safe.
 */
public final class MaskPatterns {

    private final Map<String, String> always;
    private volatile @Nullable MaskPattern last;

    public MaskPatterns() {
        this(Map.of());
    }

    /** @param always texts that each delivery masks, and the names they are shown under, such as a proxy's password */
    public MaskPatterns(Map<String, String> always) {
        this.always = Map.copyOf(always);
    }

    /** Creates the masker of one delivery. */
    public Masker masker() {
        return new Masker(this, always);
    }

    MaskPattern of(Map<String, String> names) {
        MaskPattern known = last;
        if (known == null || !known.isOf(names)) {
            known = MaskPattern.of(names);
            last = known;
        }
        return known;
    }
}
