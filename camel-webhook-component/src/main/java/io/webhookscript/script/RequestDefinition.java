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
package io.webhookscript.script;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.webhookscript.template.Expression;
import io.webhookscript.template.Reference;
import io.webhookscript.template.Template;
import org.jspecify.annotations.Nullable;

import static java.util.Collections.unmodifiableMap;

/**
 * The section {@code request}.
 *
 * @param method  the method in the file, else POST with a body and GET without
 * @param url     compiled for {@link io.webhookscript.template.Position#URL}
 * @param params  in the file's order
 * @param headers in the file's order
 */
public record RequestDefinition(
        String method, Template url, List<NamedValues> params, List<NamedValues> headers, Credentials credentials,
        Connection connection, @Nullable CloudEvent cloudEvent, @Nullable Body body) {

    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");

    public RequestDefinition {
        params = List.copyOf(params);
        headers = List.copyOf(headers);
    }

    /** Whether repeating a request with this method has the effect of sending it once (RFC 9110 §9.2.2). */
    public static boolean isIdempotent(String method) {
        return IDEMPOTENT.contains(method);
    }

    /** The same request with other credentials. */
    public RequestDefinition withCredentials(Credentials other) {
        return new RequestDefinition(method, url, params, headers, other, connection, cloudEvent, body);
    }

    /** Whether the body is the event's own bytes: {@code binary: event}. */
    public boolean relaysTheEvent() {
        if (!(body instanceof Body.Binary binary)) {
            return false;
        }
        List<Reference> references = binary.value().references();
        return references.size() == 1 && references.get(0).root().equals("event") && references.get(0).fields().isEmpty();
    }

    /**
     * A param, HTTP header or form field: one value, or several from a list in the file. A value that evaluates to a
     * list repeats the name, too.
     *
     * @param field its path in the file
     */
    public record NamedValues(String name, List<Expression> values, String field) {

        public NamedValues {
            values = List.copyOf(values);
        }

        /** Whether it may have another value in each attempt. */
        public boolean isPerAttempt() {
            return values.stream()
                    .anyMatch(value -> value.mayRead("message", "attempt") || value.mayRead("message", "attemptsLeft"));
        }
    }

    /**
     * Shows the receiver who sends the request.
     *
     * @param signatures in the order {@code standardWebhooks}, {@code hmac}, {@code ref}
     */
    public record Credentials(@Nullable Authentication auth, List<Signature> signatures) {

        public static final Credentials NONE = new Credentials(null, List.of());

        public Credentials {
            signatures = List.copyOf(signatures);
        }

        /** Whether they contain the message id, by which a receiver recognizes a repetition. */
        public boolean containMessageId() {
            return signatures.stream().anyMatch(Signature.StandardWebhooks.class::isInstance);
        }
    }

    /**
     * The way to the receiver.
     *
     * @param tls   name of the SSLContextParameters bean, without {@code #}
     * @param proxy null means the component's proxy
     * @param via   name of the operator's endpoint that makes the calls
     */
    public record Connection(@Nullable String tls, @Nullable Proxy proxy, @Nullable String via) {

        public static final Connection DEFAULT = new Connection(null, null, null);
    }

    /** The section {@code request.auth}. */
    public sealed interface Authentication {

        record Basic(Template username, Template password) implements Authentication {
        }

        record Bearer(Template token) implements Authentication {
        }

        record ApiKey(boolean inQuery, String name, Template value) implements Authentication {
        }

        /** @param credentialsInBody true for {@code authentication: post}; else Basic */
        record OAuth2(
                Template tokenUri, Template clientId, Template clientSecret, List<String> scopes, boolean credentialsInBody,
                Map<String, Template> parameters) implements Authentication {

            public OAuth2 {
                scopes = List.copyOf(scopes);
                parameters = unmodifiableMap(new LinkedHashMap<>(parameters));
            }
        }

        /** @param bean name of an {@code AttemptAuthenticator}, without {@code #} */
        record Bean(String bean) implements Authentication {
        }
    }

    /** One way of {@code request.signature}. */
    public sealed interface Signature {

        record StandardWebhooks(List<Template> secrets) implements Signature {

            public StandardWebhooks {
                secrets = List.copyOf(secrets);
            }
        }

        /**
         * @param place          where the signature is sent
         * @param prefix         put before the signature; compiled for
         *                       {@link io.webhookscript.template.Position#HEADER}, roots as of content but {@code body}
         *                       (Stripe's {@code t={{ timestamp }},v1=})
         * @param content        the text that is signed; roots {@code message}, {@code timestamp}, {@code body},
         *                       {@code request}
         * @param timestampPlace where the timestamp is sent by itself, as for Slack
         */
        record Hmac(
                Place place, Template secret, Algorithm algorithm, Encoding encoding, Template prefix, Template content,
                @Nullable Place timestampPlace, TimestampUnit timestampUnit) implements Signature {
        }

        /**
         * Where a signature or its timestamp is sent.
         *
         * @param inQuery whether it is a parameter of the URL's query; otherwise an HTTP header
         */
        record Place(boolean inQuery, String name) {
        }

        /** How {@code timestamp} is written, in the signed content and where it is sent. */
        enum TimestampUnit {
            SECONDS {
                @Override
                public Object of(Instant time) {
                    return time.getEpochSecond();
                }
            },
            MILLIS {
                @Override
                public Object of(Instant time) {
                    return time.toEpochMilli();
                }
            },
            /** Zendesk's {@code 2024-06-18T23:22:36Z}. */
            ISO {
                @Override
                public Object of(Instant time) {
                    return time.truncatedTo(ChronoUnit.SECONDS).toString();
                }
            };

            /** Returns a number, or the text of a notation that is not a number. */
            public abstract Object of(Instant time);
        }

        /** @param bean name of a {@code RequestSigner}, without {@code #} */
        record Bean(String bean) implements Signature {
        }

        enum Algorithm {
            SHA256,
            SHA512,
            SHA1
        }

        enum Encoding {
            HEX,
            BASE64
        }
    }

    /** {@code request.proxy}. */
    public sealed interface Proxy {

        record Through(URI uri) implements Proxy {
        }

        /** The receiver itself is dialled, even if the component has a proxy. */
        record None() implements Proxy {
        }
    }

    /** The section {@code request.body}; {@code fields} is read into {@link Json}. */
    public sealed interface Body {

        record Json(ValueTree tree, Absent absent) implements Body {
        }

        /**
         * One text, compiled for {@link io.webhookscript.template.Position#JSON}; comments are removed when it is
         * rendered.
         */
        record JsonText(Template text) implements Body {
        }

        /** @param text compiled for the position of its content type: JSON, XML or plain text */
        record Text(Template text, String contentType) implements Body {
        }

        record Form(List<NamedValues> fields) implements Body {

            public Form {
                fields = List.copyOf(fields);
            }
        }

        record Multipart(List<Part> parts) implements Body {

            public Multipart {
                parts = List.copyOf(parts);
            }
        }

        /** @param text compiled for {@link io.webhookscript.template.Position#XML} */
        record Xml(Template text) implements Body {
        }

        record Binary(Expression value, String contentType) implements Body {
        }
    }

    /** One part of a multipart body. */
    public sealed interface Part {

        record Value(Template name, Expression value, @Nullable Template contentType) implements Part {

            /** Without a type of its own. */
            public Value(Template name, Expression value) {
                this(name, value, null);
            }
        }

        record File(Template name, Expression content, @Nullable Template filename,
                @Nullable Template contentType) implements Part {
        }
    }

    /**
     * The section {@code request.cloudEvent}: the request is sent as a CloudEvent 1.0.
     *
     * @param structured true for {@code mode: structured}; else binary
     * @param type       {@code type}, {@code source} and {@code subject} are compiled for
     *                   {@link io.webhookscript.template.Position#TEXT}; each mode encodes them in its own way
     */
    public record CloudEvent(boolean structured, Template type, Template source, @Nullable Template subject) {

        /** The Content-Type of structured mode. */
        public static final String MEDIA_TYPE = "application/cloudevents+json";

        private static final String CHARACTERS = "[A-Za-z0-9._~!$&'()*+,;=:@/?%-]*";

        /**
         * A URI reference (RFC 3986 §4.1) that is not empty, with brackets only around an IPv6 address. There is no
         * alternative inside a repetition, which Java would match by recursion.
         */
        public static final Pattern SOURCE = Pattern.compile(
                "(?!$)(?!.*%(?![0-9A-Fa-f]{2}))(?:[A-Za-z][A-Za-z0-9+.-]*:(?!#|$)|(?![^/?#]*:))(?!//(?:[/?#]|$))"
                                                             + "(?://(?:[A-Za-z0-9._~:%-]*@)?\\[[0-9A-Fa-f:.]+\\](?::[0-9]*)?(?=[/?#]|$))?"
                                                             + CHARACTERS + "(?:#" + CHARACTERS + ")?");

        /** Whether a receiver that gets this Content-Type expects a CloudEvent, or a batch of them, in the body. */
        public static boolean isEvent(String contentType) {
            return contentType.strip().toLowerCase(Locale.ROOT).startsWith("application/cloudevents");
        }
    }

    /** Decides what an undefined leaf of a JSON body becomes. */
    public enum Absent {
        DROP,
        NULL,
        FAIL
    }
}
