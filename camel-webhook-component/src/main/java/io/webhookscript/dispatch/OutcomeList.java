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
package io.webhookscript.dispatch;

import java.util.AbstractList;
import java.util.List;
import java.util.Map;

import io.webhookscript.delivery.report.EventOutcome;
import io.webhookscript.request.event.Json;
import io.webhookscript.request.event.NotSentException;
import org.jspecify.annotations.Nullable;

/** The outcomes as a list of maps, for expressions of routes. Its text is JSON. Immutable. */
final class OutcomeList extends AbstractList<Map<String, @Nullable Object>> {

    private final List<Map<String, @Nullable Object>> outcomes;

    OutcomeList(List<EventOutcome> outcomes) {
        this.outcomes = outcomes.stream().map(EventOutcome::toMap).toList();
    }

    @Override
    public Map<String, @Nullable Object> get(int index) {
        return outcomes.get(index);
    }

    @Override
    public int size() {
        return outcomes.size();
    }

    @Override
    public String toString() {
        try {
            return Json.write(outcomes);
        } catch (NotSentException impossible) {
            throw new IllegalStateException("texts and numbers are JSON", impossible);
        }
    }
}
