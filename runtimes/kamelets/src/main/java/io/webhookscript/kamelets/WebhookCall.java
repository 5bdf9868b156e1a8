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
package io.webhookscript.kamelets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.RouteTemplateContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Makes a script of the properties of the Kamelet {@code webhook-call-sink}. They come from whoever wrote the
 * integration, never from an event, and stand in the script as JSON texts: none of them can become another key of it.
 */
public final class WebhookCall {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SECRET_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "DELETE", "OPTIONS", "TRACE");
    private static final String EVENT_AS_JSON = "{{ event | tojson }}";

    private final RouteTemplateContext kamelet;

    private WebhookCall(RouteTemplateContext kamelet) {
        this.kamelet = kamelet;
    }

    /**
     * Called by the Kamelet, whose properties are read as they stand: none is taken for the name of a bean or a class.
     */
    public static WebhookCall of(RouteTemplateContext kamelet) {
        return new WebhookCall(kamelet);
    }

    /**
     * Gives the script to the component, under a name that its content decides when the property {@code name} is empty,
     * so that two calls with the same properties are one script.
     *
     * @return the script's name
     */
    public String script() throws Exception {
        String content = content();
        String digest = digest(content);
        String name = text("name").isEmpty() ? "webhook-call-" + digest : text("name");
        // the digest in its place: two calls that differ and have one name are told from one that comes twice
        PluginHelper.getRoutesLoader(kamelet.getCamelContext()).findRoutesBuilders(
                ResourceHelper.fromString("webhook-call-sink/" + digest + "/" + name + ".webhookscript.json", content));
        return name;
    }

    private String content() throws JsonProcessingException {
        Map<String, Object> script = new LinkedHashMap<>();
        script.put("webhookscript", "1.0");
        script.put("idempotencyKey", flag("idempotencyKey"));
        script.put("request", request());
        script.put("limits", limits());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(script);
    }

    private Map<String, Object> request() {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("method", text("method"));
        request.put("url", PropertyText.asTemplate("url", text("url")));
        String bearer = secret("bearerSecret");
        if (!bearer.isEmpty()) {
            request.put("auth", Map.of("bearer", bearer));
        }
        String signature = secret("signatureSecret");
        if (!signature.isEmpty()) {
            request.put("signature", Map.of("standardWebhooks", Map.of("secrets", List.of(signature))));
        }
        String body = text("body");
        if (!body.isEmpty() || !WITHOUT_BODY.contains(text("method"))) {
            Map<String, Object> kind = new LinkedHashMap<>();
            kind.put("text", body.isEmpty() ? EVENT_AS_JSON : PropertyText.asTemplate("body", body));
            kind.put("contentType", text("contentType"));
            request.put("body", kind);
        }
        return request;
    }

    private Map<String, Object> limits() {
        Map<String, Object> limits = new LinkedHashMap<>();
        limits.put("timeout", text("timeout"));
        limits.put("maxResponseSize", text("maxResponseSize"));
        limits.put("retry", Map.of("maxAttempts", number("maxAttempts"), "delay", text("retryDelay")));
        int requests = number("rate");
        if (requests > 0) {
            limits.put("rate", Map.of("requests", requests, "per", text("ratePeriod")));
        }
        if (!flag("circuitBreaker")) {
            limits.put("circuitBreaker", false);
        }
        return limits;
    }

    private String secret(String property) {
        String name = text(property);
        if (!name.isEmpty() && !SECRET_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    property + ": expected the name of a secret, of letters, digits and underscores; its value stands in the"
                                               + " property webhookscript.secret.NAME");
        }
        return name.isEmpty() ? "" : "{{ secret." + name + " }}";
    }

    private boolean flag(String property) {
        String word = text(property);
        if (!word.equals("true") && !word.equals("false")) {
            throw new IllegalArgumentException(property + "=" + word + ": expected true or false");
        }
        return word.equals("true");
    }

    private int number(String property) {
        try {
            return Integer.parseInt(text(property));
        } catch (NumberFormatException failure) {
            throw new IllegalArgumentException(property + "=" + text(property) + ": expected a whole number", failure);
        }
    }

    private String text(String property) {
        String text = String.valueOf(kamelet.getProperty(property));
        return CamelProperties.resolved(text, kamelet.getCamelContext()::resolvePropertyPlaceholders);
    }

    private static String digest(String content) throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, 6);
    }
}
