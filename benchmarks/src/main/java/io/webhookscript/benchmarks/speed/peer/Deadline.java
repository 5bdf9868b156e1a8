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
package io.webhookscript.benchmarks.speed.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * One deadline over connecting, headers and body, and a bound on the response, without a thread for each call. It must
 * be the first interceptor: as the last one it would hide the end of the body from HttpClient, which would then use no
 * connection twice.
 */
final class Deadline implements ExecChainHandler {

    private static final int LARGEST_RESPONSE = 1 << 20;

    private final Duration time;
    private final ScheduledThreadPoolExecutor timer;

    Deadline(Duration time) {
        this.time = time;
        this.timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "deadline");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        AtomicBoolean passed = new AtomicBoolean();
        ScheduledFuture<?> cancelling = timer.schedule(() -> {
            passed.set(true);
            ((Cancellable) scope.originalRequest).cancel();
        }, time.toMillis(), TimeUnit.MILLISECONDS);
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            if (response.getEntity() != null) {
                response.setEntity(whole(response.getEntity()));
            }
            return response;
        } catch (IOException | RuntimeException e) {
            if (passed.get()) {
                throw (IOException) new InterruptedIOException("deadline of " + time.toMillis() + " ms passed").initCause(e);
            }
            throw e;
        } finally {
            cancelling.cancel(false);
        }
    }

    private static HttpEntity whole(HttpEntity entity) throws IOException {
        try (InputStream in = entity.getContent()) {
            byte[] body = in.readNBytes(length(entity) + 1); // one more: the end must be seen, or the connection is not used again
            if (body.length > LARGEST_RESPONSE) {
                throw new IOException("response too large");
            }
            return new ByteArrayEntity(body, ContentType.parseLenient(entity.getContentType()));
        }
    }

    private static int length(HttpEntity entity) {
        long length = entity.getContentLength();
        return length >= 0 && length <= LARGEST_RESPONSE ? (int) length : LARGEST_RESPONSE;
    }
}
