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
package io.webhookscript;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The application that {@link LargeUploadsFitASmallHeapTest} starts in a JVM of its own: sends one large body in each
 * of the ways in which it can come.
 */
public final class LargeUploads {

    static final int SIZE = 50 << 20;

    /** How the content comes; each has a script of this name, which posts to this path. */
    enum Way {
        /** A stream as the body of the message. */
        STREAM("event") {
            @Override
            Exchange send(CamelContext camelContext, Path folder) {
                return camelContext.createProducerTemplate().request("webhookscript:stream",
                        exchange -> exchange.getMessage().setBody(content()));
            }
        },
        /** A stream that a route's stream cache has spooled. */
        CACHED("event") {
            @Override
            Exchange send(CamelContext camelContext, Path folder) {
                return camelContext.createProducerTemplate().request("direct:cached",
                        exchange -> exchange.getMessage().setBody(content()));
            }
        },
        /** A file that Camel's file component has found. */
        FILE("event") {
            @Override
            Exchange send(CamelContext camelContext, Path folder) throws IOException {
                try (InputStream content = content()) {
                    Files.copy(content, folder.resolve("inbox.tmp"));
                }
                Files.createDirectories(folder.resolve("inbox"));
                Files.move(folder.resolve("inbox.tmp"), folder.resolve("inbox/large.bin"));
                return camelContext.createConsumerTemplate().receive("direct:polled", Duration.ofMinutes(1).toMillis());
            }
        },
        /** A file in an exchange variable, beside an ordinary event. A stream there is in Camel's own memory. */
        VARIABLE("attachment") {
            @Override
            Exchange send(CamelContext camelContext, Path folder) throws IOException {
                Path file = folder.resolve("attachment.bin");
                try (InputStream content = content()) {
                    Files.copy(content, file);
                }
                return camelContext.createProducerTemplate().request("webhookscript:variable", exchange -> {
                    exchange.getMessage().setBody("{\"title\":\"x\"}");
                    exchange.setVariable("attachment", file.toFile());
                });
            }
        };

        private final String file;

        Way(String file) {
            this.file = file;
        }

        abstract Exchange send(CamelContext camelContext, Path folder) throws Exception;

        String path() {
            return "/" + script();
        }

        String script() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private LargeUploads() {
    }

    /** Bytes that no compression and no line ending makes shorter or longer unnoticed. */
    static InputStream content() {
        return new InputStream() {

            private int position;

            @Override
            public int read() {
                return position == SIZE ? -1 : next();
            }

            @Override
            public int read(byte[] target, int from, int length) {
                int count = Math.min(length, SIZE - position);
                for (int i = 0; i < count; i++) {
                    target[from + i] = (byte) next();
                }
                return count == 0 && length > 0 ? -1 : count;
            }

            private int next() {
                int scrambled = position++ * 0x9E3779B9;
                return scrambled >>> 24;
            }
        };
    }

    /** @param args the port of the receiver, and a folder that may be used */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]);
        for (Way way : Way.values()) {
            Files.writeString(folder.resolve(way.script() + ".webhookscript.yaml"), script(way), StandardCharsets.UTF_8);
        }
        try (DefaultCamelContext camelContext = new DefaultCamelContext()) {
            WebhookScriptComponent component = camelContext.getComponent("webhookscript", WebhookScriptComponent.class);
            component.setAllow("loopback");
            component.getContext().put("receiver", "http://127.0.0.1:" + args[0]);
            component.setScripts("file:" + folder);
            camelContext.getStreamCachingStrategy().setSpoolEnabled(true);
            camelContext.getPropertiesComponent().addOverrideProperty("webhookscript.secret.sign", "a signing key");
            camelContext.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:cached").to("webhookscript:cached");
                    from("file:" + folder.resolve("inbox") + "?initialDelay=0&delay=20&noop=true")
                            .to("webhookscript:file").to("direct:polled?timeout=60000");
                }
            });
            camelContext.start();
            for (Way way : Way.values()) {
                Exchange exchange = way.send(camelContext, folder);
                System.out.println(way + " " + exchange.getMessage().getHeader(WebhookScriptConstants.OUTCOME) + " "
                                   + exchange.getMessage().getHeader(WebhookScriptConstants.ATTEMPTS));
                if (exchange.getException() != null) {
                    throw exchange.getException();
                }
            }
        }
    }

    private static String script(Way way) {
        return """
                webhookscript: "1.0"
                context: { receiver: "" }
                inputs: [attachment]
                request:
                  method: POST
                  url: "{{ context.receiver }}%s"
                  signature: { hmac: { header: X-Signature, secret: "{{ secret.sign }}" } }
                  body:
                    multipart:
                      - { name: title, value: "of %s" }
                      - { name: file, file: %s, filename: large.bin }
                limits:
                  timeout: 60s
                  maxRequestSize: 64MiB
                  retry: { maxAttempts: 2, delay: 1ms }
                """.formatted(way.path(), way.script(), way.file);
    }
}
