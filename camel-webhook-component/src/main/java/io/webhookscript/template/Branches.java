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

import java.util.Set;

import org.jspecify.annotations.Nullable;

/** The branches of one {@code if}: all begin in the same escape state and must end in the same one. */
final class Branches {

    private final EscapeState start;
    private final Scope scope;
    private final Set<String> certainBefore;
    private final SourcePosition spot;
    private @Nullable EscapeState end;
    private @Nullable Set<String> certain;

    Branches(EscapeState start, Scope scope, SourcePosition spot) {
        this.start = start;
        this.scope = scope;
        this.certainBefore = scope.certain();
        this.spot = spot;
    }

    EscapeState start() {
        return start;
    }

    Set<String> certainBefore() {
        return certainBefore;
    }

    /** Ends the branch that was just read. */
    void end(EscapeState place) {
        end(place, scope.certain());
    }

    void end(EscapeState place, Set<String> assigned) {
        if (end != null && !end.equals(place)) {
            throw spot.error("the branches of this `if` end in different escape states (a missing `else` is an empty branch)",
                    "branches that close what they open: quotes, comments, tags, the URL's path");
        }
        end = place;
        if (certain == null) {
            certain = assigned;
        } else {
            certain.retainAll(assigned);
        }
        scope.certain(certainBefore);
    }

    /** Returns the state in which all branches end, and declares the variables that all of them set. */
    EscapeState together() {
        if (certain != null) {
            scope.certain(certain);
        }
        return end == null ? start : end;
    }
}
