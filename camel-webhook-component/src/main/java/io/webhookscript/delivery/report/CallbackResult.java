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
package io.webhookscript.delivery.report;

/**
 * What became of a response event that a callback has received. The sender gets only the status: nothing tells it which
 * part of its credentials was wrong.
 */
public enum CallbackResult {
    /** The route has processed it. */
    ACCEPTED("accepted", 200),
    /** User name, password, token or key are missing or wrong. */
    CREDENTIALS("credentials", 401),
    /** The signature is missing, or is not that of the bytes received. */
    SIGNATURE("signature", 401),
    /** The signature is valid, and its timestamp is not of the last or next five minutes. */
    TIMESTAMP("timestamp", 401),
    /** The same signature was accepted before. */
    REPLAYED("replayed", 401),
    /** It belongs to no open session of the script. */
    SESSION("session", 404),
    /** The HTTP method is not POST. */
    METHOD("method", 405),
    /** The body is larger than the component option {@code callbackMaxSize}. */
    SIZE("size", 413),
    /** The Content-Type is not a JSON type, or its charset is not UTF-8. */
    MEDIA_TYPE("mediaType", 415),
    /** The query has a percent sign that does not begin an escape. */
    QUERY("query", 400),
    /** The body is not JSON, or is nested too deep, or repeats a key. */
    NOT_JSON("notJson", 400),
    /** The script or the route does not accept events now. */
    UNAVAILABLE("unavailable", 503),
    /** The route has failed, or the script's secrets cannot be read. */
    FAILED("failed", 500);

    private final String code;
    private final int status;

    CallbackResult(String code, int status) {
        this.code = code;
        this.status = status;
    }

    /** The name in consoles and metrics. */
    public String code() {
        return code;
    }

    /** The status that the sender gets, unless the route sets another one. */
    public int status() {
        return status;
    }
}
