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

import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * The buffer of bytes that were read from a connection. It rejects a carriage return inside a line (RFC 9112 §2.2),
 * which the library treats as a space and other software may treat as the end of the line.
 */
final class ResponseBuffer extends SessionInputBufferImpl {

    ResponseBuffer(int size) {
        super(size, ResponseHead.MAX_LINE);
    }

    @Override
    public int readLine(CharArrayBuffer line, InputStream in) throws IOException {
        int start = line.length();
        int read = super.readLine(line, in);
        for (int i = start; i < line.length(); i++) {
            if (line.charAt(i) == '\r') {
                throw new MalformedResponseException("a line of the response contains a carriage return");
            }
        }
        return read;
    }
}
