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

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.webhookscript.WebhookScriptComponent;
import io.webhookscript.deliverylog.DeliveryLog;
import io.webhookscript.deliverylog.MemoryDeliveryLog;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What stands under {@code camel.component.webhookscript} in a Spring Boot application is what the component has. */
@Tag("slow")
class PropertiesReachTheComponentTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(CamelAutoConfiguration.class, WebhookScriptAutoConfiguration.class));

    @Test
    void optionsBindInEachSpellingWithNoBeanWritten() {
        application
                .withPropertyValues(
                        "camel.component.webhookscript.allow = loopback", "camel.component.webhookscript.max-attempts = 7",
                        "camel.component.webhookscript.maxResponseSize = 2MB", "camel.component.webhookscript.watch = false")
                .run(context -> {
                    WebhookScriptComponent component = componentOf(context);

                    assertThat(component.getAllow()).isEqualTo("loopback");
                    assertThat(component.getMaxAttempts()).isEqualTo(7);
                    assertThat(component.getMaxResponseSize()).isEqualTo("2MB");
                    assertThat(component.isWatch()).isFalse();
                    assertThat(component.getTimeout()).as("not set").isEqualTo("5s");
                });
    }

    @Test
    void valuesOfContextKeepTheirNames() {
        application
                .withPropertyValues(
                        "camel.component.webhookscript.context.baseUrl = https://eu.crm.example.com",
                        "camel.component.webhookscript.context.[sender_name] = ${crm.sender}", "crm.sender = Anna")
                .run(context -> assertThat(componentOf(context).getContext())
                        .containsEntry("baseUrl", "https://eu.crm.example.com").containsEntry("sender_name", "Anna")
                        .hasSize(2));
    }

    @Test
    void deliveryLogIsAWordOrABean() {
        application.withPropertyValues("camel.component.webhookscript.delivery-log = memory")
                .run(context -> assertThat(componentOf(context).getDeliveryLog()).isInstanceOf(MemoryDeliveryLog.class));
        application.withUserConfiguration(LogOfTheApplication.class)
                .withPropertyValues("camel.component.webhookscript.delivery-log = #bean:ours")
                .run(context -> assertThat(componentOf(context).getDeliveryLog())
                        .isSameAs(context.getBean("ours", DeliveryLog.class)));
    }

    @Test
    void aComponentThatTheApplicationMakesKeepsWhatNoPropertySets() {
        application.withUserConfiguration(ComponentOfTheApplication.class)
                .withPropertyValues("camel.component.webhookscript.timeout = 2s").run(context -> {
                    WebhookScriptComponent component = componentOf(context);

                    assertThat(component).isSameAs(context.getBean(WebhookScriptComponent.class));
                    assertThat(component.getTimeout()).isEqualTo("2s");
                    assertThat(component.getMaxAttempts()).as("set by the application").isEqualTo(9);
                });
    }

    @Test
    void aMisspeltOptionFailsTheStart() {
        application.withPropertyValues("camel.component.webhookscript.max-attemps = 7").run(context -> assertThat(context)
                .getFailure().rootCause().hasMessageContaining("camel.component.webhookscript.max-attemps"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "allow = 10.0.0.0/33", "allow-hosts = http://x", "dead-letter = ", "dead-letters.first = bogus",
            "languages = bogus",
            "max-attempts = 0", "max-connections = 0", "max-response-size = 2 MB", "non-proxy-hosts = [",
            "proxy = http://user:S3CRET@host:no-port", "scripts = bogus:x", "secret-scope = bogus", "timeout = soon",
            "total = 0s", "watch = maybe", "via.crm = S3CRET:x", "dead-letters = S3CRET" })
    void aWrongValueIsReportedWithTheNameOfItsOption(String property) {
        String option = property.split("[ .]", 2)[0];
        application.withPropertyValues("camel.component.webhookscript." + property).run(context -> {
            Throwable failure = context.getStartupFailure() != null
                    ? context.getStartupFailure() : catchThrowable(() -> componentOf(context));

            assertThat(allMessages(failure)).containsIgnoringCase(option.replace("-", "")).doesNotContain("S3CRET");
        });
    }

    /** Without hyphens, since Spring Boot and the component spell options differently. */
    private static String allMessages(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).map(cause -> String.valueOf(cause.getMessage()))
                .collect(Collectors.joining("\n")).replace("-", "");
    }

    @Test
    void theCustomizerCanBeSwitchedOff() {
        application
                .withPropertyValues(
                        "camel.component.webhookscript.max-attempts = 7",
                        "camel.component.webhookscript.customizer.enabled = false")
                .run(context -> assertThat(componentOf(context).getMaxAttempts()).isEqualTo(4));
    }

    private static WebhookScriptComponent componentOf(ApplicationContext context) {
        return context.getBean(CamelContext.class).getComponent("webhookscript", WebhookScriptComponent.class);
    }

    @Configuration(proxyBeanMethods = false)
    static class LogOfTheApplication {

        @Bean
        DeliveryLog ours() {
            return new MemoryDeliveryLog();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ComponentOfTheApplication {

        @Bean("webhookscript-component")
        WebhookScriptComponent webhookscript() {
            WebhookScriptComponent component = new WebhookScriptComponent();
            component.setMaxAttempts(9);
            component.setTimeout("9s");
            return component;
        }
    }
}
