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
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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

    private static final int PIECE = 16 * 1024;
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
     * @param  head the bytes before the body
     * @return      whether the request was sent completely; if not, a response came first
     */
    boolean send(byte[] head, @Nullable RequestBody body) throws IOException {
        if (body == null) {
            progress.enter(Phase.SEND);
            return write(connection.out(), head, head.length);
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
    static byte[] head(HttpCall call, String authority, String requestTarget, @Nullable String proxyCredentials) {
        StringBuilder head = new StringBuilder(usualLength(call, requestTarget));
        head.append(call.method()).append(' ').append(requestTarget).append(" HTTP/1.1\r\n");
        if (!call.brings("Host")) {
            line(head, "Host", authority);
        }
        for (HttpHeader header : call.headers()) {
            line(head, header.name(), header.value());
        }
        if (proxyCredentials != null && !call.brings("Proxy-Authorization")) {
            line(head, "Proxy-Authorization", proxyCredentials);
        }
        if (call.body().isPresent() || WITH_CONTENT.contains(call.method())) {
            line(head, "Content-Length", Long.toString(call.body().isPresent() ? call.body().get().length() : 0));
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int usualLength(HttpCall call, String requestTarget) {
        int length = 128 + requestTarget.length();
        for (HttpHeader header : call.headers()) {
            length += header.name().length() + header.value().length() + 4;
        }
        return length;
    }

    static void line(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private boolean send(byte[] head, InputStream body, long length) throws IOException {
        byte[] piece = new byte[(int) Math.min(PIECE, head.length + length)];
        OutputStream out = connection.out();
        int filled = head.length <= piece.length ? head.length : 0;
        System.arraycopy(head, 0, piece, 0, filled);
        if (filled < head.length && !write(out, head, head.length)) {
            return false;
        }
        if (filled + length <= piece.length) { // it fits the buffers of the network, so the sender cannot block
            fill(piece, filled, body, (int) length);
            return write(out, piece, filled + (int) length);
        }
        Upload large = new Upload(connection);
        upload = large;
        timer.watch(large);
        try {
            return pieces(out, piece, filled, body, length, large);
        } finally {
            timer.unwatch(large);
        }
    }

    private boolean pieces(OutputStream out, byte[] piece, int filled, InputStream body, long length, Upload large)
            throws IOException {
        long left = length;
        int used = filled;
        while (left > 0) {
            int wanted = (int) Math.min(left, piece.length - used);
            fill(piece, used, body, wanted);
            Optional<ResponseHead> between = left < length ? large.headBetweenPieces() : Optional.empty();
            if (between.isPresent()) {
                early = between.get();
                return false;
            }
            if (!write(out, piece, used + wanted)) {
                return false;
            }
            large.sentPiece();
            left -= wanted;
            used = 0;
        }
        return large.end();
    }

    private static void fill(byte[] piece, int from, InputStream body, int wanted) throws IOException {
        if (body.readNBytes(piece, from, wanted) < wanted) {
            throw new MalformedResponseException("the body of the request has fewer bytes than its declared length");
        }
    }

    /**
     * A receiver may respond early and close the connection. Its response is more useful than the write error. The same
     * is true for a TLS alert, for example about a client certificate, which TLS 1.3 checks after the handshake (RFC
     * 8446 §2).
     *
     * @return whether all was written; if not, a response came first
     */
    private boolean write(OutputStream out, byte[] bytes, int length) throws IOException {
        try {
            out.write(bytes, 0, length);
            out.flush();
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
