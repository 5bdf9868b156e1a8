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
package io.webhookscript.response;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

import io.webhookscript.script.ResponseDefinition.OutcomeRule;
import io.webhookscript.script.ResponseDefinition.Status;
import io.webhookscript.template.DataRoots;
import io.webhookscript.template.Expression;
import io.webhookscript.template.TemplateException;
import io.webhookscript.template.Undefined;
import io.webhookscript.value.DurationText;
import org.jspecify.annotations.Nullable;

/** Evaluates the rules of {@code response.outcomes} in their order: the first rule that matches decides. */
final class OutcomeRules {

    /** A rule that matched, and its index in the list. */
    record Match(OutcomeRule rule, int index) {

        String field() {
            return "response.outcomes[" + index + "]";
        }
    }

    private OutcomeRules() {
    }

    /**
     * @param  fits              whether one of a rule's {@code status} occurred; the list is empty when the rule names
     *                           none
     * @param  roots             the data for a {@code when}; empty when it reads a response that cannot be read, and is
     *                           then false
     * @throws TemplateException when a {@code when} cannot be computed
     */
    static Optional<Match> first(
            List<OutcomeRule> rules, Predicate<List<Status>> fits, Function<Expression, Optional<ResponseRoots>> roots) {
        for (int i = 0; i < rules.size(); i++) {
            OutcomeRule rule = rules.get(i);
            if (fits.test(rule.status()) && holds(rule, roots)) {
                return Optional.of(new Match(rule, i));
            }
        }
        return Optional.empty();
    }

    private static boolean holds(OutcomeRule rule, Function<Expression, Optional<ResponseRoots>> roots) {
        if (rule.when() == null) {
            return true;
        }
        Expression when = rule.when();
        return roots.apply(when).filter(read -> isTrue(when.evaluate(read))).isPresent();
    }

    /** Truth as in the template language: zero and empty values are false. */
    static boolean isTrue(@Nullable Object value) {
        if (value == null || value == Undefined.UNDEFINED) {
            return false;
        }
        if (value instanceof Boolean bool) {
            return bool;
        }
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).signum() != 0;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof Collection<?> collection) {
            return !collection.isEmpty();
        }
        return !(value instanceof Map<?, ?> map) || !map.isEmpty();
    }

    /**
     * The wait that a rule requests: a number of seconds, a text as in the field {@code Retry-After}, a duration as in
     * the other limits, or a time.
     *
     * @throws TemplateException when it cannot be computed
     */
    static Optional<Duration> retryAfter(OutcomeRule rule, DataRoots roots, Instant now) {
        if (rule.retryAfter() == null) {
            return Optional.empty();
        }
        return wait(rule.retryAfter().evaluate(roots), now);
    }

    private static Optional<Duration> wait(@Nullable Object value, Instant now) {
        if (value instanceof List<?> several) {
            return several.stream().flatMap(one -> wait(one, now).stream()).max(Comparator.naturalOrder());
        }
        if (value instanceof Number number) {
            // more milliseconds than a long holds mean "never", as in RetryAfter.bounded
            double millis = number.doubleValue() * 1000;
            return Optional.of(RetryAfter.bounded(Duration.ofMillis((long) millis)));
        }
        if (value instanceof Instant then) {
            return Optional.of(RetryAfter.until(then, now));
        }
        return value instanceof String text
                ? RetryAfter.wait(text, now).or(() -> DurationText.parse(text.strip()))
                : Optional.empty();
    }
}
