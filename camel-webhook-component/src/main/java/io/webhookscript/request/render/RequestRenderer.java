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

import java.security.SecureRandom;
import java.util.List;
import java.util.random.RandomGenerator;

import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.script.Script;

/** Renders a script and data to one immutable request, once per event. Thread-safe. */
public final class RequestRenderer {

    private final AllowedHosts allowedHosts;
    private final RandomGenerator random;

    /** @param allowHosts hosts that data may choose; {@code *.example.com} matches subdomains */
    public RequestRenderer(List<String> allowHosts) {
        this(allowHosts, new SecureRandom());
    }

    /** @param random creates boundaries; must be thread-safe */
    public RequestRenderer(List<String> allowHosts, RandomGenerator random) {
        this.allowedHosts = new AllowedHosts(allowHosts);
        this.random = random;
    }

    /** Creates a plan for many events of one script. */
    public RequestPlan plan(Script script) {
        return new RequestPlan(script.definition(), allowedHosts, random);
    }

    /** @throws NotSentException when this data cannot become a request */
    public RenderedRequest render(TemplateInputs data) throws NotSentException {
        return plan(data.script()).render(data);
    }
}
