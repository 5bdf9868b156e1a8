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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/** The web server of Spring Boot receives response events as that of Camel Main does. */
@Tag("slow")
class CallbacksAreReceivedBySpringBootTest {

    private static final String EVENT = "{\"chatId\": \"c-1\", \"text\": \"Hello\"}";

    private HttpServer receiver;
    private ConfigurableApplicationContext application;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Chat {

        @Bean
        RouteBuilder messages() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:call").to("webhookscript:chat");
                    from("webhookscript:callback:chat").setBody(simple("${header.CamelWebhookScriptSession}: ${body[text]}"));
                }
            };
        }
    }

    @BeforeEach
    void start() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/chat", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        application = SpringApplication.run(
                Chat.class, "--server.address=127.0.0.1", "--server.port=0", "--webhookscript.secret.chat=token-of-the-chat",
                "--camel.component.webhookscript.allow=loopback",
                "--camel.component.webhookscript.callback-max-size=64KiB",
                "--camel.component.webhookscript.context.receiver=http://127.0.0.1:" + receiver.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        application.close();
        receiver.stop(0);
    }

    private HttpResponse<String> send(String method, String token, String type, String body) throws Exception {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        return HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/callbacks/chat"))
                        .header("Authorization", "Bearer " + token).header("Content-Type", type)
                        .method(method, HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void withTheSameResponses() throws Exception {
        assertThat(send("POST", "token-of-the-chat", "application/json", EVENT).statusCode()).isEqualTo(404);
        application.getBean(ProducerTemplate.class).requestBody("direct:call", Map.of("chatId", "c-1"));

        HttpResponse<String> response = send("POST", "token-of-the-chat", "application/json", EVENT);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("c-1: Hello");
        assertThat(response.headers().firstValue("Authorization")).isEmpty();

        HttpResponse<String> refused = send("POST", "wrong", "application/json", EVENT);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).isEqualTo(
                "{\"title\":\"Unauthorized\",\"status\":401,\"detail\":\"The credentials are missing or wrong.\"}");
        assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"callback\"");
        assertThat(refused.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");

        assertThat(send("PUT", "token-of-the-chat", "application/json", EVENT).statusCode()).isEqualTo(405);
        assertThat(send("POST", "token-of-the-chat", "text/plain", EVENT).statusCode()).isEqualTo(415);
        assertThat(send("POST", "token-of-the-chat", "application/json", "no").statusCode()).isEqualTo(400);
        assertThat(send("POST", "token-of-the-chat", "application/json", "\"" + "x".repeat(100_000) + "\"").statusCode())
                .isEqualTo(413);
    }
}
