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
package io.webhookscript.console.access;

import java.util.Map;
import java.util.Set;

import io.webhookscript.console.web.RefusedRequestException;

/**
 * The user of a request.
 *
 * @param authenticated whether the server has authenticated the user
 */
public record Caller(String name, boolean authenticated, Set<Role> roles) {

    public Caller {
        roles = Set.copyOf(roles);
    }

    public void need(Role role) throws RefusedRequestException {
        if (!roles.contains(role)) {
            throw new RefusedRequestException(
                    403, "forbidden", "you do not have the role `" + role.code() + "`", Map.of("role", role.code()));
        }
    }
}
