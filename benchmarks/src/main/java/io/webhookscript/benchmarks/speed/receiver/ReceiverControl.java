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
package io.webhookscript.benchmarks.speed.receiver;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Asks the receiver over the port that it serves; not while something is measured. */
public final class ReceiverControl {

    static final String PREFIX = "/control/";
    static final String COUNTS = PREFIX + "counts";
    static final String RESET = PREFIX + "reset";
    static final String DISCONNECT = PREFIX + "disconnect";
    static final String CAPTURE = PREFIX + "capture";
    static final String CAPTURED = PREFIX + "captured";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TIMEOUT_MILLIS = 20_000;

    private final int port;

    public ReceiverControl(int port) {
        this.port = port;
    }

    public ReceiverCounts counts() {
        try {
            return JSON.readValue(get(COUNTS), ReceiverCounts.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void reset() {
        get(RESET);
    }

    /**
     * Resets all connections from the receiver's side: closed by the caller, each would keep its port for a minute, and
     * after a few bursts there would be none left.
     */
    public void disconnect() {
        get(DISCONNECT);
    }

    /** Has the next request kept. */
    public void capture() {
        get(CAPTURE);
    }

    /** Request line, header lines, an empty line and the body; empty when nothing came since {@link #capture}. */
    public String captured() {
        return get(CAPTURED);
    }

    private String get(String path) {
        try {
            HttpURLConnection connection
                    = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            try (InputStream in = connection.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
