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
package io.webhookscript.cli.draft;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.webhookscript.cli.draft.SourceRequest.Pair;

/** Whether pairs of a query or a form can stand as a map, of which a list repeats its name. */
final class Pairs {

    private Pairs() {
    }

    /** Each has a name, and pairs of one name stand together, so that their order is kept. */
    static boolean areRegular(List<Pair> pairs) {
        Set<String> seen = new HashSet<>();
        String last = "";
        for (Pair pair : pairs) {
            if (pair.name().isEmpty() || !pair.name().equals(last) && !seen.add(pair.name())) {
                return false;
            }
            last = pair.name();
        }
        return true;
    }
}
