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
package io.webhookscript.tryout;

import java.util.Map;

import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The component, for those that look for it in a Camel context to try its scripts out. */
public interface HasTrials {

    /** As {@link TryOut#dryRun}, of a script by its name. */
    Map<String, @Nullable Object> dryRun(String name, Exchange exchange);

    /** As {@link TryOut#realRun}, of a script by its name. */
    RealRun realRun(String name, Exchange exchange);
}
