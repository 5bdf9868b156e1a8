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
package io.webhookscript.cli.draft;

import java.util.LinkedHashMap;
import java.util.Map;

import io.webhookscript.cli.draft.SourceRequest.Authentication;
import org.jspecify.annotations.Nullable;

/**
 * A source's request becomes the section {@code request} of a draft, and the draft gets a test that the request comes
 * out as it was. For one draft.
 */
public final class RequestMapping {

    private final ScriptDraft draft;
    private final MarkedTexts texts;
    private final Map<String, String> blanks;
    private String method = "GET";
    private String expectedUrl = "";

    /**
     * @param marks  of the source's variables
     * @param blanks values for parts of the URL's path that are left blank, by name
     */
    public RequestMapping(ScriptDraft draft, Marks marks, Map<String, String> blanks) {
        this.draft = draft;
        this.texts = new MarkedTexts(draft, marks);
        this.blanks = Map.copyOf(blanks);
    }

    /** What the receiver is called, as far as its host tells; known once the request is mapped. */
    public String service() {
        return texts.service();
    }

    public void map(SourceRequest request) {
        UrlMapping url = new UrlMapping(draft, texts, new Blanks(draft, texts, blanks));
        CredentialMapping credentials = new CredentialMapping(draft, texts);
        boolean early
                = request.auth() != null && !(request.auth() instanceof Authentication.ApiKey key && key.inQuery());
        texts.service(Names.ofHost(host(request.url())));
        if (early) {
            if (request.auth() != null) {
                credentials.map(request.auth());
            }
        }
        url.map(request.url());
        if (!early) {
            if (request.auth() != null) {
                credentials.map(request.auth());
            }
        }
        HeaderMapping headers = new HeaderMapping(draft, texts, credentials);
        request.headers().forEach(headers::map);
        method = request.method() != null ? request.method() : request.body() != null ? "POST" : "GET";
        draft.method(method);
        if (request.body() != null) {
            new BodyMapping(draft, texts).map(request.body());
        }
        expectedUrl = url.expected();
    }

    private String host(String url) {
        return texts.marks().resolved(url).replaceFirst("^\\w+://", "").replaceFirst("[/?#].*", "").replaceFirst("^.*@", "");
    }

    /** Adds the test that the request comes out as it was, when all that belongs to the request is there. */
    public void test(String testName) {
        Map<String, @Nullable Object> expect = new LinkedHashMap<>();
        expect.put("method", method);
        expect.put("url", expectedUrl);
        Map<String, Object> params = draft.expectedParams();
        if (!params.isEmpty()) {
            expect.put("params", params);
        }
        draft.expectedBody().ifPresent(body -> expect.put("body", body.value()));
        Map<String, @Nullable Object> test = new LinkedHashMap<>();
        test.put("name", testName);
        draft.exampleEvent().ifPresent(event -> test.put("event", event));
        test.put("expect", expect);
        draft.test(test);
    }
}
