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
package io.webhookscript.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.zip.ZipException;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

import io.webhookscript.http.CallFailedException.Kind;
import io.webhookscript.http.message.Target;
import io.webhookscript.value.FailureText;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.jspecify.annotations.Nullable;

/** The phase that a call has reached, which decides what a failure means. Used only by the calling thread. */
final class CallProgress {

    /** What a call is doing; the words complete "while …". */
    enum Phase {
        LEASE("waiting for a free connection"),
        LOOK_UP("looking up the name"),
        CONNECT("connecting"),
        TUNNEL("waiting for the proxy"),
        TLS("negotiating TLS"),
        SEND("sending the request"),
        HEAD("waiting for the response"),
        BODY("reading the response body");

        private final String words;

        Phase(String words) {
            this.words = words;
        }

        boolean mayHaveSent() {
            return this == SEND || this == HEAD || this == BODY;
        }
    }

    private final Target target;
    private final CallDeadline deadline;
    private final CallLimits limits;
    private String peer;
    private Phase phase = Phase.LEASE;
    private int status;

    CallProgress(Target target, CallDeadline deadline, CallLimits limits) {
        this.target = target;
        this.peer = target.hostAndPort();
        this.deadline = deadline;
        this.limits = limits;
    }

    CallDeadline deadline() {
        return deadline;
    }

    /** Returns the owner whose share of the look-ups the call uses. */
    String owner() {
        return limits.owner();
    }

    void enter(Phase next) {
        phase = next;
    }

    /** Sets the proxy that the call goes through. */
    void through(Target proxy) {
        peer = "proxy " + proxy.hostAndPort();
    }

    void responded(int code) {
        status = code;
    }

    CallFailedException noneFree() {
        return deadline.state() == CallDeadline.State.CLOSED
                ? closed() : failed(Kind.CONNECT,
                        "no connection to " + target.hostAndPort() + " was free within " + words(limits.deadline())
                                                  + "; the options maxConnections and maxConnectionsPerRoute limit them",
                        null);
    }

    CallFailedException timeout() {
        return failed(Kind.TIMEOUT,
                "timeout: " + target.hostAndPort() + " did not send a complete response within " + words(limits.deadline())
                                    + "; the deadline passed while "
                                    + phase.words,
                null);
    }

    CallFailedException interrupted() {
        return failed(phase.mayHaveSent() ? Kind.BROKEN : Kind.CONNECT,
                "the call to " + target.hostAndPort() + " was interrupted while " + phase.words, null);
    }

    CallFailedException unknownHost(IOException cause) {
        return failed(Kind.DNS,
                "unknown host " + target(peer)
                                + ": the name could not be resolved; check its spelling and the DNS of this machine",
                cause);
    }

    CallFailedException failed(Kind kind, String message, @Nullable Throwable cause) {
        return new CallFailedException(kind, phase.mayHaveSent(), status, message, cause);
    }

    /** Translates an error of reading or writing by the phase of the call. */
    CallFailedException failed(IOException e) {
        if (e instanceof CallFailedException known) {
            return known;
        }
        return switch (deadline.state()) {
            case EXPIRED -> timeout();
            case CLOSED -> closed();
            case RUNNING, DONE -> Thread.currentThread().isInterrupted() ? interrupted() : ofPhase(e);
        };
    }

    private CallFailedException closed() {
        return failed(phase.mayHaveSent() ? Kind.BROKEN : Kind.CONNECT,
                "the call to " + target.hostAndPort() + " was ended because the HTTP client is closed", null);
    }

    private CallFailedException ofPhase(IOException e) {
        return switch (phase) {
            case LEASE, LOOK_UP, CONNECT -> failed(Kind.CONNECT, notConnected(e), e);
            case TUNNEL ->
                failed(Kind.CONNECT, peer + " refused a tunnel to " + target.hostAndPort() + ": " + FailureText.of(e), null);
            case TLS -> handshake(e);
            case SEND, HEAD, BODY -> e instanceof SSLHandshakeException
                    ? failed(Kind.TLS, target.hostAndPort() + " ended TLS: " + e.getMessage(), e)
                    : failed(Kind.BROKEN, broken(e), null);
        };
    }

    private String notConnected(IOException e) {
        return e instanceof ConnectException
                ? "connection refused by " + peer + "; is it running, and is the port right?"
                : "no connection to " + peer + " could be opened: " + FailureText.of(e);
    }

    /** A broken connection is a network failure, so the call may work later. Any other failure means missing trust. */
    private CallFailedException handshake(IOException e) {
        boolean brokenOff = e instanceof SocketException || e instanceof EOFException || e.getCause() instanceof EOFException
                || e.getCause() instanceof SocketException;
        if (brokenOff) {
            return failed(Kind.CONNECT, target.hostAndPort() + " closed the connection while " + phase.words, e);
        }
        if (e instanceof SSLException && String.valueOf(e.getMessage()).contains("Unsupported or unrecognized SSL message")) {
            return failed(Kind.TLS, target.hostAndPort() + " does not speak TLS; is it http instead of https, or another port?",
                    e);
        }
        return failed(Kind.TLS, target.hostAndPort() + " is not trusted: " + FailureText.ofCause(e), e);
    }

    private String broken(IOException e) {
        String who = target.hostAndPort();
        if (e instanceof MalformedResponseException || e instanceof OversizedHeadException) {
            return who + ": " + e.getMessage();
        }
        if ((e instanceof MalformedChunkCodingException && !(e instanceof TruncatedChunkException))
                || e instanceof MessageConstraintException) {
            return who + ": the chunks of the response body are damaged";
        }
        if (e instanceof ZipException || (e instanceof EOFException && phase == Phase.BODY)) {
            return who + ": the compressed body of the response is damaged or incomplete";
        }
        boolean ended = e instanceof EOFException || e instanceof ConnectionClosedException;
        return who + (ended ? " closed the connection while " : " broke the connection while ") + phase.words;
    }

    private static String target(String peer) {
        return peer.substring(0, peer.lastIndexOf(':'));
    }

    private static String words(Duration duration) {
        return duration.toMillis() % 1_000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
