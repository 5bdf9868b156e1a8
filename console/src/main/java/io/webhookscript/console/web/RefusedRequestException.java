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
package io.webhookscript.console.web;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Thrown when a request is not carried out; it becomes the error of the response. */
public final class RefusedRequestException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, @Nullable Object> details;

    public RefusedRequestException(int status, String code, String message) {
        this(status, code, message, Map.of());
    }

    /** @param details further members of the error */
    public RefusedRequestException(int status, String code, String message,
                                   Map<String, ? extends @Nullable Object> details) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    public static RefusedRequestException badRequest(String message) {
        return new RefusedRequestException(400, "bad-request", message);
    }

    public static RefusedRequestException notFound() {
        return new RefusedRequestException(404, "not-found", "there is nothing at this path");
    }

    public static RefusedRequestException noScript(String name) {
        return new RefusedRequestException(404, "no-script", "there is no script `" + name + "`");
    }

    public int status() {
        return status;
    }

    /** {@code code}, {@code message} and the details. */
    public Map<String, @Nullable Object> error() {
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", getMessage());
        error.putAll(details);
        return error;
    }
}
