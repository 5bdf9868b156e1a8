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
package io.webhookscript.springboot;

import io.webhookscript.WebhookScriptComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.ComponentConfigurationProperties;
import org.apache.camel.spring.boot.util.CamelPropertiesHelper;
import org.apache.camel.spring.boot.util.ConditionalOnCamelContextAndAutoConfigurationBeans;
import org.apache.camel.spring.boot.util.ConditionalOnHierarchicalProperties;
import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
import org.apache.camel.support.PluginHelper;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;

/**
 * Hands {@link WebhookScriptProperties} to each webhookscript component that the Camel context makes or is given, and
 * the component's health check to Camel, which looks for none of other people's in Spring Boot.
 */
@AutoConfiguration(after = CamelAutoConfiguration.class)
@Conditional(ConditionalOnCamelContextAndAutoConfigurationBeans.class)
@ConditionalOnHierarchicalProperties({ "camel.component", WebhookScriptProperties.PREFIX })
@EnableConfigurationProperties({ ComponentConfigurationProperties.class, WebhookScriptProperties.class })
public class WebhookScriptAutoConfiguration {

    /** Lazy, as Camel's own: it asks for the context when the first component is made. */
    @Lazy
    @Bean
    ComponentCustomizer webhookScriptComponentCustomizer(
            ApplicationContext application, CamelContext camelContext, WebhookScriptProperties properties) {
        return new ComponentCustomizer() {

            @Override
            public boolean isEnabled(String name, Component target) {
                return target instanceof WebhookScriptComponent && HierarchicalPropertiesEvaluator.evaluate(
                        application, "camel.component.customizer", WebhookScriptProperties.PREFIX + ".customizer");
            }

            @Override
            public void configure(String name, Component target) {
                CamelPropertiesHelper.copyProperties(camelContext, properties, target);
            }
        };
    }

    /** Found by Camel in its registry, where Camel's health checks are not switched off. */
    @Bean
    HealthCheck webhookScriptHealthCheck(CamelContext camelContext) {
        return PluginHelper.getHealthCheckResolver(camelContext).resolveHealthCheck(WebhookScriptProperties.SCHEME);
    }
}
