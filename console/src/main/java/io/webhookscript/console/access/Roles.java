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

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which users have which role. Each role lists the names of its users; a star means all users that the server has
 * authenticated. Each role includes {@link Role#VIEW}. Immutable.
 */
public final class Roles {

    /** The name of all users of a server on loopback that does not authenticate them. */
    public static final String LOCAL_USER = "local";

    private static final String EVERYBODY = "*";

    private final Map<Role, Set<String>> users;

    private Roles(Map<Role, Set<String>> users) {
        this.users = users;
    }

    /**
     * @param lists the comma-separated names of a role's users, as far as the operator has set them
     * @param open  whether users are not authenticated, so that each is {@value #LOCAL_USER}
     * @param edit  whether there is a folder in which scripts can be saved; no user has the role otherwise
     */
    public static Roles of(Map<Role, String> lists, boolean open, boolean edit) {
        Map<Role, Set<String>> users = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            String list = lists.getOrDefault(role, open || role == Role.VIEW ? EVERYBODY : "");
            users.put(role, names(list));
        }
        if (!edit) {
            users.put(Role.EDIT, Set.of());
        }
        return new Roles(users);
    }

    private static Set<String> names(String list) {
        return Arrays.stream(list.split(",", -1)).map(String::strip).filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    public Set<Role> of(String user) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        users.forEach((role, names) -> {
            if (names.contains(EVERYBODY) || names.contains(user)) {
                roles.add(role);
            }
        });
        if (!roles.isEmpty()) {
            roles.add(Role.VIEW);
        }
        return Collections.unmodifiableSet(roles);
    }
}
