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
import java.util.Arrays;

import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.HttpHeader;

/**
 * Bytes of a request that are written together: first its head with the beginning of its body, then each further piece
 * of the body. One array for all of them.
 */
final class RequestPiece {

    /** A larger body is sent in several pieces. A head may be larger. */
    static final int SIZE = 16 * 1024;

    private static final String LINE_END = "\r\n";

    private byte[] bytes;
    private int length;

    private RequestPiece(int capacity) {
        this.bytes = new byte[capacity];
    }

    /** Begins a request that has no body. */
    static RequestPiece ofHead() {
        return new RequestPiece(256);
    }

    /** Begins a request, with room for its body. */
    static RequestPiece of(HttpCall call, String authority, String target) {
        int head = 128 + call.method().length() + authority.length() + target.length();
        for (HttpHeader header : call.headers()) {
            head += header.name().length() + header.value().length() + 4;
        }
        long body = call.body().isPresent() ? call.body().get().length() : 0;
        return new RequestPiece((int) Math.max(head, Math.min(SIZE, head + body)));
    }

    private void makeRoom(int more) {
        if (more > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    RequestPiece add(String latin1) {
        makeRoom(latin1.length());
        for (int i = 0; i < latin1.length(); i++) {
            char c = latin1.charAt(i);
            bytes[length++] = (byte) (c <= 0xff ? c : '?');
        }
        return this;
    }

    RequestPiece line(String name, String value) {
        return add(name).add(": ").add(value).add(LINE_END);
    }

    RequestPiece line(HttpHeader header) {
        addChecked(header.name());
        add(": ");
        addChecked(header.value());
        return add(LINE_END);
    }

    /**
     * Adds a text of a header, which has no character outside Latin-1. The deprecated method keeps the lower byte of
     * each character, which is what Latin-1 needs, and copies all of them at once, without another array.
     */
    @SuppressWarnings("deprecation")
    private void addChecked(String latin1) {
        makeRoom(latin1.length());
        latin1.getBytes(0, latin1.length(), bytes, length);
        length += latin1.length();
    }

    RequestPiece end() {
        return add(LINE_END);
    }

    /** How many bytes of the body fit. */
    int room() {
        return Math.max(0, SIZE - length);
    }

    /** @throws MalformedResponseException when the body has fewer bytes */
    void fill(InputStream body, int wanted) throws IOException {
        if (wanted > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, length + wanted);
        }
        if (body.readNBytes(bytes, length, wanted) < wanted) {
            throw new MalformedResponseException("the body of the request has fewer bytes than its declared length");
        }
        length += wanted;
    }

    /** Writes the bytes and begins the next piece. */
    void write(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
        out.flush();
        length = 0;
    }
}
