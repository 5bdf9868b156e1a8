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
import java.util.ArrayList;
import java.util.List;

import io.webhookscript.http.message.HttpHeader;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.ProtocolVersion;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.message.BasicLineParser;

/** Status line and header lines of a response. */
record ResponseHead(boolean http11, int status, List<HttpHeader> headers) {

    /**
     * The maximum size of all heads of one response together, including interim ones; curl's limit is about the same.
     */
    static final long MAX_BYTES = 256 * 1024;
    static final int MAX_LINE = 64 * 1024;
    static final int MAX_HEADERS = 1_000;

    /** What the parser says of lines before the status line; its other complaints are about sizes. */
    private static final String EMPTY_LINES = "Maximum empty line";

    private static final Http1Config LIMITS = Http1Config.custom().setMaxLineLength(MAX_LINE).setMaxHeaderCount(MAX_HEADERS)
            .setMaxEmptyLineCount(2).build();

    /** Creates a parser for one connection, since a parser is not thread-safe. */
    static DefaultHttpResponseParser parser() {
        return new DefaultHttpResponseParser(LIMITS, BasicLineParser.INSTANCE, null);
    }

    /** Reads the next head, which may be an interim one (1xx). */
    static ResponseHead read(Connection connection) throws IOException {
        ClassicHttpResponse read;
        try {
            read = connection.heads().parse(connection.buffer(), connection.in());
        } catch (MessageConstraintException e) {
            if (String.valueOf(e.getMessage()).startsWith(EMPTY_LINES)) {
                throw new MalformedResponseException("the data received is not an HTTP response: it begins with empty lines");
            }
            throw new OversizedHeadException();
        } catch (HttpException | IllegalArgumentException e) { // IllegalArgumentException for a status of 000 or a version of 1.-1
            throw new MalformedResponseException("the data received is not an HTTP response");
        }
        if (read == null || connection.in().hasEnded()) {
            throw new EOFException(); // the parser accepts an incomplete line or head as complete
        }
        ProtocolVersion version = read.getVersion() == null ? HttpVersion.HTTP_1_1 : read.getVersion();
        if (version.getMajor() != 1) {
            throw new MalformedResponseException("the response has HTTP version " + version.getMajor() + ", not 1");
        }
        int status = read.getCode();
        if (status < 100 || status > 599) {
            throw new MalformedResponseException("the response status " + status + " is not between 100 and 599");
        }
        return new ResponseHead(version.getMinor() >= 1, status, headers(read.getHeaders()));
    }

    /** Reads heads up to the first one that is not interim. */
    static ResponseHead readFinal(Connection connection) throws IOException {
        ResponseHead head = read(connection);
        while (head.isInterim()) {
            head = read(connection);
        }
        return head;
    }

    /** Whether another head follows; after 101 the connection uses another protocol. */
    boolean isInterim() {
        return status < 200 && status != 101;
    }

    /** Returns all elements of all lines of a header, in order. */
    List<String> elements(String name) {
        List<String> elements = List.of();
        for (HttpHeader header : headers) {
            if (header.is(name)) {
                elements = elements.isEmpty() ? new ArrayList<>(4) : elements;
                for (String element : header.value().split(",", -1)) {
                    if (!element.isBlank()) {
                        elements.add(element.strip());
                    }
                }
            }
        }
        return elements;
    }

    boolean hasElement(String name, String element) {
        for (String known : elements(name)) {
            if (known.equalsIgnoreCase(element)) {
                return true;
            }
        }
        return false;
    }

    /** Whether its framing announces at least one byte of a body, even if none is allowed. */
    boolean announcesABody() {
        if (!elements("Transfer-Encoding").isEmpty()) {
            return true;
        }
        for (String length : elements("Content-Length")) {
            if (!length.equals("0")) {
                return true;
            }
        }
        return false;
    }

    private static List<HttpHeader> headers(Header[] lines) throws MalformedResponseException {
        List<HttpHeader> headers = new ArrayList<>(lines.length);
        for (Header line : lines) {
            try {
                headers.add(new HttpHeader(line.getName(), line.getValue() == null ? "" : line.getValue()));
            } catch (IllegalArgumentException e) {
                throw new MalformedResponseException(
                        "a header line of the response contains characters that HTTP does not allow");
            }
        }
        return headers;
    }
}
