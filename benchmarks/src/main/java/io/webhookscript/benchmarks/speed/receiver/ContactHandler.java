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

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/** One connection. Bodies are read and thrown away, unless the request is captured. */
@SuppressWarnings("FutureReturnValueIgnored") // the end of the work is reported by other means
final class ContactHandler extends SimpleChannelInboundHandler<HttpObject> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SLOW_MILLIS = 200;

    private final ReceivedRequests received;
    private @Nullable HttpRequest request;
    private @Nullable StringBuilder capturing;

    ContactHandler(ReceivedRequests received) {
        this.received = received;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext connection, HttpObject part) throws JsonProcessingException {
        if (part instanceof HttpRequest head) {
            request = head;
            capturing = isControl(head) || !received.isCapturing() ? null : captured(head);
        }
        if (part instanceof HttpContent content && capturing != null) {
            capturing.append(content.content().toString(StandardCharsets.UTF_8));
        }
        if (part instanceof LastHttpContent && request != null) {
            if (isControl(request)) {
                control(connection, request.uri());
            } else {
                response(connection, request);
            }
        }
    }

    private static boolean isControl(HttpRequest request) {
        return request.uri().startsWith(ReceiverControl.PREFIX);
    }

    private static StringBuilder captured(HttpRequest head) {
        StringBuilder text = new StringBuilder().append(head.method()).append(' ').append(head.uri()).append('\n');
        head.headers().forEach(header -> text.append(header.getKey()).append(": ").append(header.getValue()).append('\n'));
        return text.append('\n');
    }

    private void control(ChannelHandlerContext connection, String path) throws JsonProcessingException {
        String text = "";
        switch (path) {
            case ReceiverControl.COUNTS -> text = JSON.writeValueAsString(received.counts());
            case ReceiverControl.CAPTURED -> text = received.captured();
            case ReceiverControl.RESET -> received.reset();
            case ReceiverControl.DISCONNECT -> received.disconnectAllBut(connection.channel());
            case ReceiverControl.CAPTURE -> received.capture();
            default -> throw new IllegalArgumentException("unknown control path " + path);
        }
        send(connection, HttpResponseStatus.OK, text);
    }

    private void response(ChannelHandlerContext connection, HttpRequest head) {
        received.came();
        if (capturing != null) {
            received.captured(capturing.toString());
        }
        String messageId = head.headers().get("X-Request-Id", "");
        switch (destination(head.uri())) {
            case OK -> accept(connection, messageId);
            case TENTH_FAILS -> {
                if (received.isTenth()) {
                    fail(connection);
                } else {
                    accept(connection, messageId);
                }
            }
            case ALL_FAIL -> fail(connection);
            case SLOW -> connection.executor().schedule(() -> accept(connection, messageId), SLOW_MILLIS,
                    TimeUnit.MILLISECONDS);
            case SILENT -> {
                // as it must
            }
        }
    }

    private static Destination destination(String uri) {
        String first = uri.substring(1, uri.indexOf('/', 1));
        for (Destination destination : Destination.values()) {
            if (destination.path().equals(first)) {
                return destination;
            }
        }
        throw new IllegalArgumentException("expected the path of a destination, got " + uri);
    }

    private void accept(ChannelHandlerContext connection, String messageId) {
        received.accepted(messageId);
        send(connection, HttpResponseStatus.OK, "{\"ok\":true,\"contact\":{\"crmId\":\"c-" + messageId
                                                + "\",\"state\":\"accepted\",\"rev\":9007199254740993},\"plan\":{\"name\":\"gold\","
                                                + "\"seats\":25},\"links\":[{\"rel\":\"self\",\"href\":\"/contacts/1\"}]}");
    }

    private void fail(ChannelHandlerContext connection) {
        received.failed();
        send(connection, HttpResponseStatus.SERVICE_UNAVAILABLE, "{\"error\":\"try later\"}");
    }

    private static void send(ChannelHandlerContext connection, HttpResponseStatus status, String json) {
        ByteBuf body = connection.alloc().buffer(256);
        body.writeCharSequence(json, StandardCharsets.UTF_8);
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json").set(HttpHeaderNames.ETAG, "\"7\"")
                .setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        connection.writeAndFlush(response);
    }

    /** A caller that broke its connection off, as those of a receiver that never answers do. */
    @Override
    public void exceptionCaught(ChannelHandlerContext connection, Throwable cause) {
        if (!(cause instanceof java.io.IOException)) {
            cause.printStackTrace();
        }
        connection.close();
    }
}
