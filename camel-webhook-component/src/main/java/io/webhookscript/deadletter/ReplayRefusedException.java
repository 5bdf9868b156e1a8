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
package io.webhookscript.deadletter;

import org.apache.camel.RuntimeCamelException;

/** A replay that was not started, so that nothing was sent. */
public final class ReplayRefusedException extends RuntimeCamelException {

    private static final long serialVersionUID = 1L;

    ReplayRefusedException(String reason) {
        super(reason);
    }

    static ReplayRefusedException ofScript(String name, String why) {
        return new ReplayRefusedException("nothing was sent again, since the script '" + name + "' cannot send now: " + why);
    }

    static ReplayRefusedException overlapping(ReplayStatus running) {
        return new ReplayRefusedException(
                "nothing was sent again, since " + running.id() + " (" + running.filter() + ") is running and may select the"
                                          + " same letters. It has sent " + running.counts().accepted() + " of "
                                          + running.selected() + " again. Wait until it has ended, or stop it");
    }
}
