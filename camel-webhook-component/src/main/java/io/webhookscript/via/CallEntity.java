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

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import io.webhookscript.http.message.RequestBody;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/**
 * The bytes of a request for HttpClient, which may need them twice: a receiver may send a challenge after the first
 * time. The content type is a header of the call.
 */
final class CallEntity extends AbstractHttpEntity {

    private final RequestBody body;

    CallEntity(RequestBody body) {
        super((ContentType) null, null);
        this.body = body;
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public long getContentLength() {
        return body.length();
    }

    @Override
    public InputStream getContent() throws IOException {
        return body.open();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        body.writeTo(out);
    }

    @Override
    public void close() {
        // the body outlives the call, for the next attempt
    }
}
