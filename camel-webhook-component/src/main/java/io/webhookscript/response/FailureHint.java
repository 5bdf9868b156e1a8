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
package io.webhookscript.response;

import java.util.Set;
import java.util.function.UnaryOperator;

import io.webhookscript.http.message.HttpResponse;

/** Quotes the reason of a failure from a response: the new location of a resource, or the requested credentials. */
final class FailureHint {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int UNAUTHORIZED = 401;

    /** The maximum length of a quoted value. */
    private static final int MAX = 300;

    private FailureHint() {
    }

    /**
     * The text to append to the status; empty when there is no hint.
     *
     * @param mask masks secrets that the receiver repeats; called before the text is cut, since half a secret is not
     *             recognised
     */
    static String of(HttpResponse response, UnaryOperator<String> mask) {
        if (REDIRECTS.contains(response.status())) {
            return hint(response, "Location", mask);
        }
        return response.status() == UNAUTHORIZED ? hint(response, "WWW-Authenticate", mask) : "";
    }

    private static String hint(HttpResponse response, String header, UnaryOperator<String> mask) {
        return response.header(header).map(String::strip).filter(text -> !text.isEmpty())
                .map(text -> " (" + header + ": " + cut(mask.apply(text).replaceAll("\\p{Cntrl}", " ")) + ")").orElse("");
    }

    private static String cut(String text) {
        return text.length() <= MAX ? text : text.substring(0, MAX) + "…";
    }
}
