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
package io.webhookscript.routes;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Checks the body of an HTTP request, which is JSON unless its Content-Type names something else, and takes the id of
 * the event from a header of the caller.
 */
public final class HttpEvent implements Processor {

    private static final String SOURCE_ID = "CamelWebhookScriptSourceId";
    private static final Pattern JSON = Pattern.compile("\\s*(application|text)/([^;\\s]+\\+)?json\\s*(;.*)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CHARSET = Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\";\\s]+)", Pattern.CASE_INSENSITIVE);

    private final JsonSyntax syntax = new JsonSyntax();
    private String path = "";
    private List<String> idHeaders = List.of();
    private int maxLength = Integer.MAX_VALUE;

    /** The path of the route, so that equal ids of two paths are two events. */
    public void setPath(String path) {
        this.path = path;
    }

    /** The names of headers, separated by commas; the first that a request has contains its id. */
    public void setIdHeaders(String idHeaders) {
        this.idHeaders = Stream.of(idHeaders.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
    }

    /** The maximum length of a body in bytes. */
    public void setMaxLength(int maxLength) {
        this.maxLength = maxLength;
    }

    @Override
    public void process(Exchange exchange) throws IOException, InvalidPayloadException, RejectedEventException {
        Message message = exchange.getMessage();
        if (message.getBody() instanceof Map<?, ?> form) {
            checkForm(form);
        } else {
            byte[] body = message.getBody() == null ? new byte[0] : message.getMandatoryBody(byte[].class);
            checkBody(body, message.getHeader(Exchange.CONTENT_TYPE, String.class));
            message.setBody(body);
        }
        idHeaders.stream().flatMap(name -> Stream.ofNullable(message.getHeader(name, String.class)))
                .filter(id -> !id.isBlank()).findFirst()
                .ifPresent(id -> message.setHeader(SOURCE_ID, "http " + path + " " + id));
    }

    /** The server has read the form already. A sender that forgets the Content-Type of JSON may declare a form. */
    private static void checkForm(Map<?, ?> form) throws RejectedEventException {
        if (form.keySet().stream().anyMatch(name -> String.valueOf(name).stripLeading().startsWith("{"))) {
            throw new RejectedEventException(
                    "The body is not a form", "it begins like JSON, but the Content-Type is that of a form",
                    400);
        }
    }

    private void checkBody(byte[] body, @Nullable String contentType) throws IOException, RejectedEventException {
        if (body.length > maxLength) {
            throw new RejectedEventException("The body is too large", "it has more than " + maxLength + " bytes", 413);
        }
        boolean isJson = contentType == null || contentType.isBlank() || JSON.matcher(contentType).matches();
        Optional<String> problem = isJson ? syntax.problem(body, charset(contentType)) : Optional.empty();
        if (problem.isPresent()) {
            throw new RejectedEventException("The body is not JSON", problem.get(), 400);
        }
    }

    private static @Nullable Charset charset(@Nullable String contentType) throws RejectedEventException {
        Matcher charset = CHARSET.matcher(contentType == null ? "" : contentType);
        try {
            return charset.find() ? Charset.forName(charset.group(1)) : null;
        } catch (IllegalArgumentException unknown) {
            throw new RejectedEventException("The body is not JSON", "its charset is not known", 400);
        }
    }
}
