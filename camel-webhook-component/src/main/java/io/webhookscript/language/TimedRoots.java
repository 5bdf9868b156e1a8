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
package io.webhookscript.language;

import io.webhookscript.template.DataRoots;

/** Data roots of an evaluation that must end when a time has passed: what comes later is of no use to anybody. */
public interface TimedRoots extends DataRoots {

    /** Whether the time has passed. Asked often, and at each call anew. */
    boolean isTimeUp();
}
