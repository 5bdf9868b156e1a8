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
package io.webhookscript.delivery;

import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

import io.webhookscript.pacing.LoopGuard;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.request.render.RequestPlan;
import io.webhookscript.script.LimitsDefinition.Loop;
import io.webhookscript.template.TemplateException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first step of a delivery: detects loops, then renders the request once. */
public final class RenderStep implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(RenderStep.class);

    private final RequestPlan plan;
    private final Clock clock;

    /** @param plan the plan of the script whose route contains this step */
    public RenderStep(RequestPlan plan, Clock clock) {
        this.plan = plan;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        Delivery delivery = Delivery.of(exchange);
        if (delivery.hasEnded()) {
            return;
        }
        try {
            Optional<String> loop = loop(delivery);
            if (loop.isPresent()) {
                delivery.endWithoutAttempt(loop.get());
            } else {
                delivery.rateKey(delivery.runtime().rateKey(delivery.data()));
                delivery.breakerKey(delivery.runtime().breakerKey(delivery.data()));
                delivery.rendered(plan.render(delivery.data()));
            }
        } catch (NotSentException refused) {
            delivery.end(refused);
        } catch (TemplateException failure) {
            String masked = delivery.data().masker().mask(String.valueOf(failure.getMessage()));
            delivery.end(new NotSentException(masked, failure));
        } catch (StackOverflowError failure) {
            delivery.endForItsEvent("the event is nested too deeply to be rendered");
        } catch (RuntimeException | Error failure) {
            // a failure of a bean that a template reads, or of the JVM: a waiting caller must get it
            LOG.warn("script {} message {}: its request could not be rendered", delivery.script().name(),
                    delivery.data().message().id(), failure);
            delivery.endWithoutAttempt(failure.getClass().getSimpleName() + " while the request was rendered");
        }
    }

    private Optional<String> loop(Delivery delivery) {
        TemplateInputs data = delivery.data();
        int passed = data.hops() - 1;
        int most = delivery.script().definition().limits().loops().hops();
        if (passed >= most) {
            return Optional.of("this event has come through " + passed + " webhooks already (limits.hops is " + most
                               + "): a receiver seems to respond to webhooks with events that cause them again");
        }
        LoopGuard guard = delivery.runtime().loops();
        String subject = guard != null && !delivery.hasBegunBefore() ? delivery.runtime().loopKey(data) : "";
        if (guard == null || subject.isEmpty() || guard.admit(subject, clock.instant())) {
            return Optional.empty();
        }
        Loop loop = Objects.requireNonNull(delivery.script().definition().limits().loops().loop());
        return Optional
                .of("subject " + data.masker().mask(subject, ResponseExcerpt.MAX_CHARACTERS) + " was sent " + loop.count()
                    + " times within " + loop.per().toSeconds()
                    + " s already (limits.loop): the receiver seems to respond to a webhook with a change of the"
                    + " same subject, which causes the next webhook");
    }
}
