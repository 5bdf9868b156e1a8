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
package io.webhookscript.value.json;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ThreadsThatWaitKeepNoBufferTest {

    private static final long BUFFER = 8_000;

    private static final String JSON = "{\"contact\":{\"id\":7,\"name\":\"Anna\"}}";

    @Test
    void aNewThreadReadsWithABufferThatAnotherHasGivenBack() throws Exception {
        allocatedInNewThread(); // makes the buffer, and loads classes

        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            least = Math.min(least, allocatedInNewThread());
        }

        assertThat(least).isLessThan(BUFFER);
    }

    private static long allocatedInNewThread() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        CompletableFuture<Long> allocated = new CompletableFuture<>();
        new Thread(() -> {
            try {
                long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
                JsonReader.read(JSON);
                allocated.complete(threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
            } catch (Exception | Error failure) {
                allocated.completeExceptionally(failure);
            }
        }).start();
        return allocated.get(20, TimeUnit.SECONDS);
    }
}
