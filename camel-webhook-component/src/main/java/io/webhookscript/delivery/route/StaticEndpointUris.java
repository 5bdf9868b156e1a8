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

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.language.ConstantExpression;

/**
 * Finds the endpoints that a route names in steps that could choose them by the message, but do not: {@code
 * wireTap("webhookscript:crm")}, {@code toD} without an expression, {@code enrich} and {@code recipientList} of a
 * constant. Stateless.
 */
final class StaticEndpointUris {

    private StaticEndpointUris() {
    }

    /** The URIs as the route writes them, including property placeholders. */
    static Stream<String> of(RouteDefinition route) {
        return Stream.concat(
                steps(route, ToDynamicDefinition.class).map(ToDynamicDefinition::getUri)
                        .filter(uri -> uri != null && !uri.contains("${") && !uri.contains("$simple{")),
                Stream.of(EnrichDefinition.class, RecipientListDefinition.class, RoutingSlipDefinition.class)
                        .flatMap(type -> steps(route, type)).flatMap(StaticEndpointUris::constants));
    }

    private static <T> Stream<T> steps(RouteDefinition route, Class<T> type) {
        Collection<T> found = ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), type);
        return List.copyOf(found).stream();
    }

    private static Stream<String> constants(ExpressionNode step) {
        return step.getExpression() instanceof ConstantExpression constant
                ? Arrays.stream(constant.getExpression().split(",")).map(String::strip) : Stream.empty();
    }
}
