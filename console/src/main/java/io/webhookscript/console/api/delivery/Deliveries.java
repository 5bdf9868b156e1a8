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
package io.webhookscript.console.api.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.webhookscript.console.access.ApiCall;
import io.webhookscript.console.api.deadletter.DeadLetterSearch;
import io.webhookscript.console.application.Application;
import io.webhookscript.console.web.ConsoleResponse;
import io.webhookscript.console.web.JsonResponse;
import io.webhookscript.console.web.Query;
import io.webhookscript.console.web.RefusedRequestException;
import io.webhookscript.deadletter.DeadLetters;
import io.webhookscript.delivery.report.AttemptRecord;
import io.webhookscript.deliverylog.DeliveryLog;
import io.webhookscript.deliverylog.DeliveryQuery;
import io.webhookscript.deliverylog.LoggedDelivery;
import io.webhookscript.script.Outcome;
import io.webhookscript.store.DeadLetterStore.Resent;
import io.webhookscript.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Searches the delivery log, and counts its latest entries for a chart. */
public final class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private static final int MAX_PAGE = 200;
    private static final int USUAL_PAGE = 50;

    private final Application application;

    public Deliveries(Application application) {
        this.application = application;
    }

    public ConsoleResponse find(ApiCall call) throws RefusedRequestException {
        Query query = call.query();
        Long before = query.text("before").isPresent() ? Long.valueOf(query.number("before", 0, Long.MAX_VALUE, 0)) : null;
        DeliveryQuery wanted = new DeliveryQuery(
                query.text("script").orElse(null), query.text("messageId").map(String::strip).orElse(null), outcome(query),
                time(query, "from"), time(query, "until"), before, (int) query.number("limit", 1, MAX_PAGE, USUAL_PAGE));
        DeliveryLog log = log();
        DeliveryLog.Page page = read(log, wanted);
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        Map<String, Resent> letters = letters(page.deliveries());
        view.put("deliveries", page.deliveries().stream().map(delivery -> of(delivery, letters)).toList());
        view.put("next", page.next() != null ? String.valueOf(page.next()) : null);
        view.put("dropped", log.dropped());
        return JsonResponse.of(200, view);
    }

    public ConsoleResponse summary(ApiCall call) throws RefusedRequestException {
        Query query = call.query();
        long hours = query.number("hours", 1, 24, 1);
        if (hours != 1 && hours != 24) {
            throw RefusedRequestException.badRequest("hours must be 1 or 24");
        }
        DeliveryLog log = log();
        Instant until = application.clock().instant();
        DeliverySummary summary = new DeliverySummary(until.minus(Duration.ofHours(hours)), until);
        DeliveryQuery next = new DeliveryQuery(
                query.text("script").orElse(null), null, null, summary.from(), until, null,
                DeliveryQuery.MAX_LIMIT);
        while (true) {
            DeliveryLog.Page page = read(log, next);
            page.deliveries().forEach(summary::add);
            if (page.next() == null) {
                return JsonResponse.of(200, summary.view(true));
            }
            if (summary.isFull()) {
                return JsonResponse.of(200, summary.view(false));
            }
            next = next.goingOnAt(page.next());
        }
    }

    private DeliveryLog log() throws RefusedRequestException {
        DeliveryLog log = application.webhookScript().getDeliveryLog();
        if (log == null) {
            throw new RefusedRequestException(
                    404, "no-delivery-log", "the component has no deliveryLog, so deliveries are not kept");
        }
        return log;
    }

    private static DeliveryLog.Page read(DeliveryLog log, DeliveryQuery query) throws RefusedRequestException {
        try {
            return log.find(query);
        } catch (RuntimeException failure) {
            LOG.warn("the delivery log cannot be read", failure);
            throw new RefusedRequestException(503, "log-unavailable", "the delivery log cannot be read now");
        }
    }

    private static @Nullable Outcome outcome(Query query) throws RefusedRequestException {
        Optional<String> code = query.text("outcome");
        if (code.isEmpty()) {
            return null;
        }
        return Arrays.stream(Outcome.values()).filter(outcome -> outcome.code().equals(code.get())).findFirst()
                .orElseThrow(() -> RefusedRequestException.badRequest("there is no outcome of this name"));
    }

    private static @Nullable Instant time(Query query, String name) throws RefusedRequestException {
        try {
            return query.text(name).map(Instant::parse).orElse(null);
        } catch (DateTimeException e) {
            throw RefusedRequestException.badRequest(name + " must be a time such as 2026-01-31T12:00:00Z");
        }
    }

    /** The dead letters of failed deliveries. The log is shown even when the store cannot be used. */
    private Map<String, Resent> letters(List<LoggedDelivery> deliveries) {
        Optional<DeadLetters> letters = application.webhookScript().deadLetters();
        Set<String> failed = deliveries.stream().filter(delivery -> !delivery.result().outcome().succeeded())
                .map(LoggedDelivery::messageId).collect(Collectors.toSet());
        if (letters.isEmpty() || failed.isEmpty()) {
            return Map.of();
        }
        try {
            return letters.get().resent(failed);
        } catch (StoreException failure) {
            LOG.warn("the dead letters of deliveries cannot be found now", failure);
            return Map.of();
        }
    }

    private static Map<String, @Nullable Object> of(LoggedDelivery delivery, Map<String, Resent> letters) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("script", delivery.script().name());
        view.put("version", delivery.script().version());
        view.put("tenant", Objects.requireNonNullElse(delivery.script().tenant(), ""));
        view.put("messageId", delivery.messageId());
        view.put("sourceId", Objects.requireNonNullElse(delivery.message().sourceId(), ""));
        view.put("began", delivery.began().toString());
        view.put("ended", delivery.ended().toString());
        view.put("outcome", delivery.result().outcome().code());
        view.put("status", delivery.result().status());
        view.put("reason", delivery.result().reason());
        view.put("attempts", delivery.attempts().count());
        view.put("lastAttempts", delivery.attempts().last().stream().map(Deliveries::of).toList());
        view.put("method", Objects.requireNonNullElse(delivery.attempts().method(), ""));
        view.put("url", Objects.requireNonNullElse(delivery.attempts().url(), ""));
        view.put("response", delivery.attempts().response());
        view.put("deadLettered", delivery.deadLettered());
        Resent letter = delivery.result().outcome().succeeded() ? null : letters.get(delivery.messageId());
        view.put("deadLetter", letter == null ? null : DeadLetterSearch.code(letter));
        return view;
    }

    private static Map<String, @Nullable Object> of(AttemptRecord attempt) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("at", attempt.at().toString());
        view.put("millis", attempt.millis());
        view.put("outcome", attempt.outcome().code());
        view.put("status", attempt.status());
        view.put("reason", attempt.reason());
        return view;
    }
}
