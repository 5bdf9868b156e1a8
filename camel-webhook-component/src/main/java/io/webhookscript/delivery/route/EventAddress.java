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
package io.webhookscript.delivery.route;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The path of an endpoint that takes events for all scripts with a matching trigger: {@code event:TYPE}, or
 * {@code event} when each message names its type.
 */
public record EventAddress(@Nullable String type) {

    /** No script may have this name. */
    public static final String NAME = "event";

    /** @return empty when the path is the name of a script */
    public static Optional<EventAddress> of(String path) {
        if (path.equals(NAME)) {
            return Optional.of(new EventAddress(null));
        }
        return path.startsWith(NAME + ":")
                ? Optional.of(new EventAddress(path.substring(NAME.length() + 1))) : Optional.empty();
    }

    /** The address for people. */
    @Override
    public String toString() {
        return type != null ? NAME + ":" + type : NAME;
    }
}
