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
package io.webhookscript.console.access;

import io.webhookscript.console.web.ConsoleRequest;
import io.webhookscript.console.web.JsonBody;
import io.webhookscript.console.web.Query;
import io.webhookscript.console.web.RefusedRequestException;

/**
 * One request of the API, whose caller has the role for it.
 *
 * @param name of the script in the path; empty when the path has none
 */
public record ApiCall(ConsoleRequest request, Caller caller, String name) {

    public Query query() throws RefusedRequestException {
        return Query.of(request.query());
    }

    public JsonBody body() throws RefusedRequestException {
        return JsonBody.of(request.body());
    }
}
