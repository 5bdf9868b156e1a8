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

import io.webhookscript.http.message.HttpResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A receiver, or somebody behind it, frames a response so that its end can be seen in two places, and puts a second
 * response behind it. Whatever becomes of the first call, the next one gets its own response.
 */
@Tag("slow")
class SmuggledResponsesReachNoOtherCallTest {

    private static final String EVIL = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil";

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            length and more,            Content-Length: 2,                                          ok
            no length at all,           X: y,                                                       ok
            chunks and a length,        Transfer-Encoding: chunked|Content-Length: 2,               2!ok!0!!
            a length and chunks,        Content-Length: 12|Transfer-Encoding: chunked,              2!ok!0!!
            two lengths,                Content-Length: 2|Content-Length: 60,                       ok
            two lengths on one line,    'Content-Length: 2, 60',                                    ok
            a length with a sign,       Content-Length: +2,                                         ok
            a length in hex,            Content-Length: 0x2,                                        ok
            a length with a space,      Content-Length : 2,                                         ok
            a folded length,            'Content-Length:|  2',                                      ok
            an empty length,            'Content-Length:',                                          ok
            chunked twice,              Transfer-Encoding: chunked|Transfer-Encoding: chunked,      2!ok!0!!
            chunked in disguise,        Transfer-Encoding: xchunked,                                2!ok!0!!
            chunked and identity,       'Transfer-Encoding: chunked, identity',                     2!ok!0!!
            chunked and a control,      Transfer-Encoding:\u000bchunked,                            2!ok!0!!
            a chunk with a sign,        Transfer-Encoding: chunked,                                 +2!ok!0!!
            a chunk of 2^32,            Transfer-Encoding: chunked,                                 100000002!ok!0!!
            a chunk of 2^64,            Transfer-Encoding: chunked,                                 10000000000000002!ok!0!!
            a chunk with an extension,  Transfer-Encoding: chunked,                                 '2;a=""!0!!"!ok!0!!'
            a chunk longer than said,   Transfer-Encoding: chunked,                                 2!okay!0!!
            """)
    void aSmuggledResponseReachesNoOtherCall(String name, String headers, String body) throws IOException {
        String response = "HTTP/1.1 200 OK\r\n" + headers.replace("|", "\r\n") + "\r\n\r\n" + body.replace("!", "\r\n");
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            for (RawReceiver.Request r = peer.request(); r != null; r = peer.request()) {
                boolean first = r.line().startsWith("GET /first ");
                peer.send(first ? response + EVIL : RawReceiver.response(200, "text/plain", "good"));
                if (first && name.equals("no length at all")) {
                    return; // its end is that of the connection
                }
            }
        });
             HttpConnections client = Calls.client()) {
            try {
                client.send(Calls.get(receiver.uri("/first")), Calls.within(2_000), Calls.LOOPBACK);
            } catch (CallFailedException e) {
                assertThat(e.kind()).isIn(CallFailedException.Kind.BROKEN, CallFailedException.Kind.TIMEOUT);
            }

            HttpResponse second = client.send(Calls.get(receiver.uri("/second")), Calls.PATIENT, Calls.LOOPBACK);

            assertThat(new String(second.body())).isEqualTo("good");
        }
    }
}
