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
package io.webhookscript.samples.crmsync;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends the events over all sources at the same time. */
final class Senders {

    private final FolderSender folder;
    private final QueueSender queue;
    private final HttpSender http;
    private final JavaSender java;

    Senders(Path folder, Broker broker, Application application) throws Exception {
        this.folder = new FolderSender(folder);
        this.queue = new QueueSender(broker.connectionFactory());
        this.http = new HttpSender(application.contactsOverHttp());
        this.java = new JavaSender(application.template());
    }

    @FunctionalInterface
    interface Task {

        void run() throws Exception;
    }

    /** @param meanwhile runs beside them, and must end */
    void send(ContactEvents events, Ledger ledger, Task meanwhile) throws Exception {
        inParallel(
                () -> folder.send(events.from(Source.FILE), ledger),
                () -> queue.sendEvents(events.from(Source.JMS_EVENT), ledger),
                () -> queue.sendRequests(events.from(Source.JMS_REQUEST), ledger),
                () -> http.send(events.from(Source.HTTP), ledger),
                () -> java.send(events.from(Source.JAVA), ledger),
                meanwhile);
    }

    /** Enters the results in files. */
    void collect(ContactEvents events, Ledger ledger) throws IOException {
        folder.collect(events.from(Source.FILE), ledger);
    }

    private static void inParallel(Task... tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.length);
        try {
            List<Callable<Void>> calls = new ArrayList<>();
            for (Task task : tasks) {
                calls.add(() -> {
                    task.run();
                    return null;
                });
            }
            for (Future<Void> call : threads.invokeAll(calls)) {
                call.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            threads.shutdownNow();
        }
    }
}
