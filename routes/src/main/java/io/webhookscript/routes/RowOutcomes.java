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
package io.webhookscript.routes;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/** Records what became of each row of a file. A row that failed does not end the split. */
public final class RowOutcomes implements AggregationStrategy {

    @Override
    public Exchange aggregate(@Nullable Exchange before, Exchange row) {
        RowFile.of(row).rowEnded(row);
        if (before != null) {
            return before;
        }
        Exchange whole = new DefaultExchange(row.getContext()); // without what the error handler notes of a failed row
        whole.getMessage().getHeaders().putAll(row.getMessage().getHeaders());
        return whole;
    }
}
