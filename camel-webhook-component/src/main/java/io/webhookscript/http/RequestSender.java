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

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

import javax.net.ssl.SSLHandshakeException;

import io.webhookscript.http.CallProgress.Phase;
import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.http.message.RequestBody;
import org.jspecify.annotations.Nullable;

/** Writes one request, byte for byte, and detects a response that arrives before the request is sent completely. */
final class RequestSender {

    /** Methods with a defined meaning of the body declare an empty body, too (RFC 9110 §8.6). */
    private static final Set<String> WITH_CONTENT = Set.of("POST", "PUT", "PATCH");

    private final Connection connection;
    private final CallProgress progress;
    private final HttpResponseReader responses;
    private final DeadlineTimer timer;
    private @Nullable Upload upload;
    private @Nullable ResponseHead early;

    RequestSender(Connection connection, CallProgress progress, HttpResponseReader responses, DeadlineTimer timer) {
        this.connection = connection;
        this.progress = progress;
        this.responses = responses;
        this.timer = timer;
    }

    /**
     * @param  head the beginning of the request, without its body
     * @return      whether the request was sent completely; if not, a response came first
     */
    boolean send(RequestPiece head, @Nullable RequestBody body) throws IOException {
        if (body == null) {
            progress.enter(Phase.SEND);
            return write(head);
        }
        try (InputStream bytes = body.open()) {
            progress.enter(Phase.SEND);
            return send(head, bytes, body.length());
        }
    }

    /** Returns the final head of the response, which may have come before the request was sent completely. */
    ResponseHead responseHead() throws IOException {
        ResponseHead known = early;
        if (known == null) {
            Upload sent = upload;
            known = (sent == null ? Optional.<ResponseHead> empty() : sent.head()).orElse(null);
        }
        return known == null ? responses.finalHead() : responses.responded(known);
    }

    /**
     * Returns request line and header lines: Host first (RFC 9110 §7.2), then the call's headers in their order, then
     * the framing.
     */
    static RequestPiece head(HttpCall call, String authority, String requestTarget, @Nullable String proxyCredentials) {
        RequestPiece head = RequestPiece.of(call, authority, requestTarget);
        head.add(call.method()).add(" ").add(requestTarget).add(" HTTP/1.1\r\n");
        if (!call.brings("Host")) {
            head.line("Host", authority);
        }
        for (HttpHeader header : call.headers()) {
            head.line(header);
        }
        if (proxyCredentials != null && !call.brings("Proxy-Authorization")) {
            head.line("Proxy-Authorization", proxyCredentials);
        }
        if (call.body().isPresent() || WITH_CONTENT.contains(call.method())) {
            head.line("Content-Length", Long.toString(call.body().isPresent() ? call.body().get().length() : 0));
        }
        return head.end();
    }

    private boolean send(RequestPiece piece, InputStream body, long length) throws IOException {
        if (length <= piece.room()) { // it fits the buffers of the network, so the sender cannot block
            piece.fill(body, (int) length);
            return write(piece);
        }
        if (piece.room() == 0 && !write(piece)) {
            return false;
        }
        Upload large = new Upload(connection);
        upload = large;
        timer.watch(large);
        try {
            return pieces(piece, body, length, large);
        } finally {
            timer.unwatch(large);
        }
    }

    private boolean pieces(RequestPiece piece, InputStream body, long length, Upload large) throws IOException {
        long left = length;
        while (left > 0) {
            int wanted = (int) Math.min(left, piece.room());
            piece.fill(body, wanted);
            Optional<ResponseHead> between = left < length ? large.headBetweenPieces() : Optional.empty();
            if (between.isPresent()) {
                early = between.get();
                return false;
            }
            if (!write(piece)) {
                return false;
            }
            large.sentPiece();
            left -= wanted;
        }
        return large.end();
    }

    /**
     * A receiver may respond early and close the connection. Its response is more useful than the write error. The same
     * is true for a TLS alert, for example about a client certificate, which TLS 1.3 checks after the handshake (RFC
     * 8446 §2).
     *
     * @return whether all was written; if not, a response came first
     */
    private boolean write(RequestPiece piece) throws IOException {
        try {
            piece.write(connection.out());
            return true;
        } catch (IOException failure) {
            early = responseBehind(failure);
            return false;
        }
    }

    private ResponseHead responseBehind(IOException failure) throws IOException {
        Upload sending = upload;
        if (sending != null) {
            sending.end();
        }
        try {
            return responseHead();
        } catch (SSLHandshakeException alert) {
            alert.addSuppressed(failure);
            throw alert;
        } catch (IOException e) {
            failure.addSuppressed(e);
            throw failure;
        }
    }
}
