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
package io.webhookscript.request.render;

import java.util.List;

import io.webhookscript.http.message.HttpCall;
import io.webhookscript.request.event.AttemptNumber;
import io.webhookscript.request.event.Evaluation;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.script.RequestDefinition.NamedValues;

/** The HTTP headers of a script that have another value in each attempt. Immutable and thread-safe. */
public record AttemptHeaders(List<NamedValues> definitions) {

    static final AttemptHeaders NONE = new AttemptHeaders(List.of());

    public AttemptHeaders {
        definitions = List.copyOf(definitions);
    }

    /** @throws NotSentException when they cannot be rendered */
    public HttpCall addTo(HttpCall call, TemplateInputs data, AttemptNumber attempt) throws NotSentException {
        if (definitions.isEmpty()) {
            return call;
        }
        Evaluation evaluation = new Evaluation(data.roots(attempt), data);
        HttpHeaders lines = new HttpHeaders(call.headers());
        for (RenderedParameters.Pair pair : new RenderedParameters(evaluation, true).of(definitions)) {
            RequestPlan.add(lines, pair, evaluation);
        }
        return call.with(lines.lines());
    }
}
