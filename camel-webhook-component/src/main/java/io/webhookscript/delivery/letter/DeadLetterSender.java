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
package io.webhookscript.delivery.letter;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import io.webhookscript.delivery.DeadLetterPath;
import io.webhookscript.delivery.Delivery;
import io.webhookscript.delivery.DeliveryThreads;
import io.webhookscript.delivery.LogContext;
import io.webhookscript.request.event.NotSentException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends dead letters to their endpoint, with or without a time limit. Camel cannot stop a send, so one that exceeds the
 * limit continues in the background, and its letter may still be stored. Thread-safe.
 */
final class DeadLetterSender {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterSender.class);

    /** The maximum number of sends beyond their limit, each of which holds a thread; above it, no letter is sent. */
    static final int MAX_GIVEN_UP = 100;

    /**
     * The longest further wait of an interrupted caller, whose letter would otherwise be stored without its knowledge.
     */
    private static final Duration INTERRUPTED = Duration.ofSeconds(1);

    private final ProducerTemplate producerTemplate;
    private final DeliveryThreads threads;
    private final AtomicInteger givenUp = new AtomicInteger();

    DeadLetterSender(ProducerTemplate producerTemplate, DeliveryThreads threads) {
        this.producerTemplate = producerTemplate;
        this.threads = threads;
    }

    /**
     * On this thread, until the endpoint returns.
     *
     * @return why the letter was not stored; empty when it was
     */
    Optional<Throwable> send(Letter letter) {
        try {
            producerTemplate.send(letter.endpoint(), letter.exchange());
        } catch (RuntimeException | Error noEndpoint) {
            // a URI that Camel cannot make an endpoint or a producer of, or an Error inside of it, which Camel hands on
            return Optional.of(noEndpoint);
        } finally {
            letter.path().stored();
        }
        return failure(letter);
    }

    private static Optional<Throwable> failure(Letter letter) {
        if (letter.exchange().isFailed()) {
            @Nullable
            Throwable failure = letter.exchange().getException();
            return Optional.of(failure == null ? new NotSentException("it has failed", null) : failure);
        }
        return letter.exchange().isRollbackOnly()
                ? Optional.of(new NotSentException("the route of " + letter.endpoint() + " has marked it for rollback", null))
                : Optional.empty();
    }

    /** As {@link #send(Letter)}, for at most so long; on a thread of its own. */
    Optional<Throwable> send(Letter letter, Duration most) {
        if (givenUp.get() >= MAX_GIVEN_UP) {
            return Optional.of(new NotSentException(
                    MAX_GIVEN_UP + " dead letters have exceeded their time, so no further one is sent to " + letter.endpoint()
                                                    + " until it returns",
                    null));
        }
        CompletableFuture<Optional<Throwable>> end = new CompletableFuture<>();
        threads.run(() -> end.complete(named(letter)));
        try {
            return await(letter, end, most);
        } catch (InterruptedException stopped) {
            return afterAnInterrupt(letter, end, most.compareTo(INTERRUPTED) < 0 ? most : INTERRUPTED);
        }
    }

    private Optional<Throwable> await(Letter letter, CompletableFuture<Optional<Throwable>> end, Duration most)
            throws InterruptedException {
        try {
            return end.get(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return giveUp(letter, end, most.toMillis() + " ms");
        } catch (ExecutionException impossible) {
            return Optional.of(impossible);
        }
    }

    private Optional<Throwable> afterAnInterrupt(Letter letter, CompletableFuture<Optional<Throwable>> end, Duration most) {
        try {
            return await(letter, end, most);
        } catch (InterruptedException again) {
            return giveUp(letter, end, "the time until its caller was interrupted twice");
        } finally {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Throwable> named(Letter letter) {
        LogContext named = LogContext.of(letter.delivery());
        try {
            return send(letter);
        } catch (RuntimeException | Error failure) {
            return Optional.of(failure);
        } finally {
            named.end();
        }
    }

    private Optional<Throwable> giveUp(Letter letter, CompletableFuture<Optional<Throwable>> end, String time) {
        givenUp.incrementAndGet();
        String script = letter.delivery().script().name();
        String id = letter.delivery().data().message().id();
        CompletableFuture<Void> unused = end.thenAccept(failure -> {
            givenUp.decrementAndGet();
            LOG.info("script {} message {}: its dead letter {} after its time limit", script, id,
                    failure.isPresent() ? "could not be stored" : "was stored");
        });
        return Optional.of(new NotSentException(
                letter.endpoint() + " has not returned within " + time + "; the letter may be stored later", null));
    }

    /** A dead letter on its way to an endpoint. */
    record Letter(Delivery delivery, String endpoint, Exchange exchange, DeadLetterPath path) {
    }
}
