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
package io.webhookscript.samples.common;

/** What a receiver responds. */
public record Response(int status, String contentType, String body) {

    public static Response json(int status, String body) {
        return new Response(status, "application/json", body);
    }

    public static Response xml(String body) {
        return new Response(200, "application/xml", body);
    }

    public static Response text(String body) {
        return new Response(200, "text/plain; charset=utf-8", body);
    }
}
