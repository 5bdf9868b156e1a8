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

import java.util.Map;

import org.mvel2.MVEL;

/** What a test runs in a class loader of its own, where nothing has touched MVEL before. */
public final class MvelFirstUse {

    private MvelFirstUse() {
    }

    public static Object ours() {
        return ResponseRoots.compile("mvel", "response.body.n + 1").evaluate(ResponseRoots.body(Map.of("n", 1L)));
    }

    public static Object bare() {
        return MVEL.executeExpression(MVEL.compileExpression("n + 1"), Map.of("n", 1L));
    }
}
