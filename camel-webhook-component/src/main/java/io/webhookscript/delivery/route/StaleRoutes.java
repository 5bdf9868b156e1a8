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
package io.webhookscript.delivery.route;

import java.util.List;

import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the scripts' routes that remain in a stopped context. Camel would start them again with the context, without
 * the component that created them. The next event creates new routes.
 */
final class StaleRoutes extends LifecycleStrategySupport {

    private static final Logger LOG = LoggerFactory.getLogger(StaleRoutes.class);

    private final RoutePairBuilder builder;
    private final List<RoutePair> pairs;

    StaleRoutes(RoutePairBuilder builder, List<RoutePair> pairs) {
        this.builder = builder;
        this.pairs = List.copyOf(pairs);
    }

    @Override
    public void onContextInitializing(CamelContext context) {
        context.getLifecycleStrategies().remove(this);
        for (RoutePair pair : pairs) {
            try {
                builder.remove(pair);
            } catch (Exception failure) {
                LOG.warn("script {}: stale routes {} could not be removed: {}", pair.script().name(),
                        pair.delivery().getRouteId(), failure.toString());
            }
        }
    }
}
