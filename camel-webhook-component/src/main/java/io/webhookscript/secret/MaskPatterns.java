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
 * What the deliveries of one script mask by: as a rule they read the same secrets, of which all forms are then made
 * once. It keeps those of the last delivery as long as it is kept itself. Thread-safe.
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

    /** For one delivery. */
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
