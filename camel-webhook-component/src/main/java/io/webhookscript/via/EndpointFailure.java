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
package io.webhookscript.via;

import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;

import javax.net.ssl.SSLException;

import io.webhookscript.http.CallFailedException;
import io.webhookscript.http.CallFailedException.Kind;
import io.webhookscript.http.message.HttpCall;
import io.webhookscript.value.FailureText;
import org.jspecify.annotations.Nullable;

/**
 * Translates an exception of HttpClient. Only a refused connection and an unknown host prove that nothing was sent. Its
 * messages quote only exceptions of the network; other exceptions may quote the request.
 */
final class EndpointFailure {

    private final String peer;

    EndpointFailure(HttpCall call, String endpoint) {
        this.peer = call.host() + ":" + call.port() + " through the endpoint `" + endpoint + "`";
    }

    /** @param status the status of the incomplete response, 0 when none was read */
    CallFailedException of(Throwable thrown, int status) {
        UnknownHostException unknown = cause(thrown, UnknownHostException.class);
        if (unknown != null) {
            return failed(Kind.DNS, false, status, "the call to " + peer + ": unknown host " + unknown.getMessage());
        }
        if (cause(thrown, ConnectException.class) != null) {
            return failed(Kind.CONNECT, false, status, "the call to " + peer + ": connection refused");
        }
        if (cause(thrown, InterruptedIOException.class) != null) {
            return timeout(status);
        }
        SSLException tls = cause(thrown, SSLException.class);
        if (tls != null && status == 0 && !isBrokenOff(thrown)) {
            return failed(Kind.TLS, true, status, "the call to " + peer + ": TLS failed: " + tls.getMessage());
        }
        return failed(Kind.BROKEN, true, status,
                "the call to " + peer + " failed: " + FailureText.rootCause(thrown).getClass().getSimpleName());
    }

    /**
     * Whether the network broke the connection, so that the call may work later. Other TLS failures are failures of
     * trust.
     */
    private static boolean isBrokenOff(Throwable thrown) {
        return cause(thrown, EOFException.class) != null || cause(thrown, SocketException.class) != null;
    }

    CallFailedException timeout(int status) {
        return failed(Kind.TIMEOUT, true, status, "timeout: no complete response from " + peer);
    }

    CallFailedException unreadable(String why) {
        return failed(Kind.BROKEN, true, 0, "the response from " + peer + " cannot be read: " + why);
    }

    private static CallFailedException failed(Kind kind, boolean sent, int status, String message) {
        return new CallFailedException(kind, sent, status, message, null);
    }

    private static <T extends Throwable> @Nullable T cause(Throwable thrown, Class<T> type) {
        Throwable current = thrown;
        while (current != null) {
            if (type.isInstance(current)) {
                return type.cast(current);
            }
            current = current.getCause() == current ? null : current.getCause();
        }
        return null;
    }
}
