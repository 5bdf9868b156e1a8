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
package io.webhookscript.script.reader;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.webhookscript.script.RequestDefinition;
import io.webhookscript.script.RequestDefinition.Body;
import io.webhookscript.script.RequestDefinition.Connection;
import io.webhookscript.script.RequestDefinition.Credentials;
import io.webhookscript.script.RequestDefinition.Proxy;
import io.webhookscript.script.UseCase;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.Scope;
import io.webhookscript.script.yaml.Section;
import io.webhookscript.template.Position;

/** Reads the section {@code request}. */
final class RequestReader {

    static final List<String> KEYS
            = List.of("method", "url", "params", "headers", "auth", "signature", "tls", "proxy", "via", "cloudEvent", "body");

    private static final String NO_PROXY = "none";

    /** A proxy URI; ports are 1 to 65535. */
    private static final Pattern PROXY = Pattern.compile(
            "http://(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\]):"
                                                         + "(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])");

    /** A body has no meaning with these methods (RFC 9110 §9.3), so predefined fields are not sent with them. */
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD");

    /** The standard methods. Their names are case-sensitive (RFC 9110 §9.1). */
    private static final Set<String> STANDARD = Set.of(
            "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "QUERY");

    private final ScriptCompiler compiling;
    private final Findings findings;
    private final BodyReader bodies;

    RequestReader(ScriptCompiler compiling, UseCase useCase) {
        this.compiling = compiling;
        this.findings = compiling.findings();
        this.bodies = new BodyReader(compiling, useCase);
    }

    RequestDefinition read(Section request) {
        request.require("url");
        Optional<String> named = method(request);
        Optional<Body> body = request.has("body")
                ? bodies.read(request)
                : named.filter(WITHOUT_BODY::contains).isPresent() ? Optional.empty() : bodies.predefined();
        String method = named.orElse(body.isPresent() || request.has("cloudEvent") ? "POST" : "GET");
        NamedValuesReader values = new NamedValuesReader(compiling);
        CredentialsReader credentials = new CredentialsReader(compiling, CredentialsReader.Use.REQUEST);
        return new RequestDefinition(
                method, compiling.template(request, "url", Position.URL, Scope.REQUEST),
                values.read(request, "params", Position.VALUE), values.read(request, "headers", Position.HEADER),
                new Credentials(credentials.authentication(request).orElse(null), credentials.signatures(request)),
                new Connection(
                        new BeanReader(compiling).read(request, "tls", BeanCheck.Kind.SSL_CONTEXT_PARAMETERS).orElse(null),
                        proxy(request).orElse(null), new ViaReader(compiling).read(request, method).orElse(null)),
                new CloudEventReader(compiling).read(request, method).orElse(null), body.orElse(null));
    }

    /** Replaces a missing section; it is never used, since the script does not load. */
    RequestDefinition nothing() {
        return new RequestDefinition(
                "GET", compiling.template("", Position.TEXT, Scope.REQUEST), List.of(), List.of(),
                Credentials.NONE, Connection.DEFAULT, null, null);
    }

    private Optional<String> method(Section request) {
        Optional<String> method = request.text("method");
        if (method.isPresent() && !HeaderNames.TOKEN.matcher(method.get()).matches()) {
            findings.add(ProblemCode.WRONG_VALUE, request.node("method").orElseThrow(), request.path("method"),
                    "found " + Findings.quoted(method.get()), "an HTTP method such as POST, without spaces");
            return Optional.empty();
        }
        Optional<String> meant = method.map(name -> name.toUpperCase(Locale.ROOT))
                .filter(name -> STANDARD.contains(name) && !method.get().equals(name));
        if (meant.isPresent()) {
            findings.add(ProblemCode.WRONG_VALUE, request.node("method").orElseThrow(), request.path("method"),
                    "found " + Findings
                            .quoted(method.get()) + ", which is a different method, since methods are case-sensitive",
                    "capital letters",
                    List.of(meant.get()));
            return Optional.empty();
        }
        return method;
    }

    private Optional<Proxy> proxy(Section request) {
        return request.text("proxy").flatMap(proxy -> {
            if (proxy.equals(NO_PROXY)) {
                return Optional.of(new Proxy.None());
            }
            if (PROXY.matcher(proxy).matches()) {
                try {
                    return Optional.of(new Proxy.Through(new URI(proxy)));
                } catch (URISyntaxException e) {
                    findings.add(ProblemCode.WRONG_VALUE, request.node("proxy").orElseThrow(), request.path("proxy"),
                            "found " + Findings.quoted(proxy) + ", " + e.getReason(), "http://host:port, or none");
                    return Optional.empty();
                }
            }
            boolean withUser = proxy.indexOf('@') >= 0; // the text is not quoted, since it may have a password
            String found = withUser ? "found user info" : "found " + Findings.quoted(proxy);
            String place = withUser ? "; credentials belong into the component option proxy" : "";
            findings.add(ProblemCode.WRONG_VALUE, request.node("proxy").orElseThrow(), request.path("proxy"), found,
                    "http://host:port, with a port of 1 to 65535, or none" + place);
            return Optional.empty();
        });
    }
}
