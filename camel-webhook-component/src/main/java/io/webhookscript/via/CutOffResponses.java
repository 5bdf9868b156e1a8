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

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.EofSensorInputStream;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Closes the connection when a response is closed before its end. HttpClient would read the rest to keep the
 * connection, and would never finish with a response that has no end.
 */
final class CutOffResponses implements ExecChainHandler {

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ClassicHttpResponse response = chain.proceed(request, scope);
        HttpEntity entity = response.getEntity();
        if (entity != null && entity.isStreaming()) {
            response.setEntity(new CutOffEntity(entity));
        }
        return response;
    }

    private static final class CutOffEntity extends HttpEntityWrapper {

        private @Nullable InputStream content;

        private CutOffEntity(HttpEntity entity) {
            super(entity);
        }

        /** Always returns the same stream, so that it is closed once. */
        @Override
        public InputStream getContent() throws IOException {
            InputStream opened = content;
            if (opened == null) {
                InputStream whole = super.getContent();
                opened = whole instanceof EofSensorInputStream sensor ? new CutOffStream(sensor) : whole;
                content = opened;
            }
            return opened;
        }
    }

    private static final class CutOffStream extends FilterInputStream {

        private final EofSensorInputStream sensor;

        private CutOffStream(EofSensorInputStream sensor) {
            super(sensor);
            this.sensor = sensor;
        }

        /**
         * The end of compressed data comes before the end of the body, which may already be there; this reads once for
         * it.
         */
        @Override
        public void close() throws IOException {
            try {
                if (sensor.read() < 0) {
                    return;
                }
            } catch (IOException brokenOff) {
                // the connection is closed below in any case, and the reader has already got an exception
                sensor.abort();
                return;
            }
            sensor.abort();
        }
    }
}
