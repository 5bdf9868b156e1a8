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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.script.RequestDefinition.Authentication;
import io.webhookscript.script.RequestDefinition.Signature;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.yaml.FieldPath;
import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.Scope;
import io.webhookscript.script.yaml.Section;
import io.webhookscript.script.yaml.YamlNode;
import io.webhookscript.template.Position;
import io.webhookscript.template.Template;

/** Reads the sections {@code auth} and {@code signature} of the request and of the callback. */
final class CredentialsReader {

    private static final List<String> OAUTH2_KEYS
            = List.of("tokenUri", "clientId", "clientSecret", "scopes", "authentication", "parameters");
    private static final List<String> HMAC_KEYS
            = List.of("header", "param", "secret", "algorithm", "encoding", "prefix", "content", "timestampHeader",
                    "timestampParam", "timestampUnit");
    private static final List<String> PLACES = List.of("header", "param");
    private static final Map<String, Boolean> IN = Map.of("header", false, "query", true);
    private static final Map<String, Boolean> CREDENTIALS_IN = Map.of("basic", false, "post", true);
    private static final Map<String, Signature.TimestampUnit> TIMESTAMP_UNITS = Map.of("s", Signature.TimestampUnit.SECONDS,
            "ms", Signature.TimestampUnit.MILLIS, "iso", Signature.TimestampUnit.ISO);
    private static final Map<String, Signature.Algorithm> ALGORITHMS = Map.of(
            "sha256", Signature.Algorithm.SHA256, "sha512", Signature.Algorithm.SHA512, "sha1", Signature.Algorithm.SHA1);
    private static final Map<String, Signature.Encoding> ENCODINGS
            = Map.of("hex", Signature.Encoding.HEX, "base64", Signature.Encoding.BASE64);

    private final ScriptCompiler compiling;
    private final Use use;
    private final Findings findings;

    /**
     * The side of a call that has the credentials: the sender adds them, the receiver compares them. What the receiver
     * compares with must not depend on what it is sent.
     */
    enum Use {
        REQUEST(List.of("basic", "bearer", "apiKey", "oauth2", "ref"), List.of("standardWebhooks", "hmac", "ref"),
                Scope.REQUEST, Scope.SIGNATURE, Scope.SIGNATURE_PREFIX),
        CALLBACK(List.of("basic", "bearer", "apiKey"), List.of("standardWebhooks", "hmac"),
                 Scope.CALLBACK_CREDENTIALS, Scope.CALLBACK_SIGNATURE, Scope.CALLBACK_SIGNATURE_PREFIX);

        private final List<String> authKeys;
        private final List<String> signatureKeys;
        private final Scope credentials;
        private final Scope signature;
        private final Scope prefix;

        Use(List<String> authKeys, List<String> signatureKeys, Scope credentials, Scope signature, Scope prefix) {
            this.authKeys = authKeys;
            this.signatureKeys = signatureKeys;
            this.credentials = credentials;
            this.signature = signature;
            this.prefix = prefix;
        }
    }

    CredentialsReader(ScriptCompiler compiling, Use use) {
        this.compiling = compiling;
        this.use = use;
        this.findings = compiling.findings();
    }

    Optional<Authentication> authentication(Section parent) {
        return parent.section("auth", use.authKeys).flatMap(auth -> {
            List<String> kinds = auth.present(use.authKeys);
            if (kinds.size() != 1) {
                oneOf(auth, kinds, use.authKeys);
                return Optional.empty();
            }
            return switch (kinds.get(0)) {
                case "basic" -> auth.section("basic", List.of("username", "password")).map(this::basic);
                case "bearer" -> Optional.of(
                        new Authentication.Bearer(compiling.template(auth, "bearer", Position.HEADER, use.credentials)));
                case "apiKey" -> auth.section("apiKey", List.of("in", "name", "value")).map(this::apiKey);
                case "oauth2" -> auth.section("oauth2", OAUTH2_KEYS).map(this::oauth2);
                default -> bean(auth, BeanCheck.Kind.ATTEMPT_AUTHENTICATOR).map(Authentication.Bean::new);
            };
        });
    }

    private void oneOf(Section section, List<String> found, List<String> keys) {
        if (found.isEmpty()) {
            findings.add(ProblemCode.MISSING_KEY, section.asNode(), section.path(), "none of its keys is given",
                    "one of " + String.join(", ", keys));
        } else {
            findings.add(ProblemCode.CONFLICTING_KEYS, section.keyOf(found.get(1)), section.path(),
                    "`" + String.join("` and `", found) + "` are given together", "one of them");
        }
    }

    private Authentication basic(Section basic) {
        basic.require("username", "password");
        return new Authentication.Basic(
                compiling.template(basic, "username", Position.TEXT, use.credentials),
                compiling.template(basic, "password", Position.TEXT, use.credentials));
    }

    private Authentication apiKey(Section key) {
        key.require("in", "name", "value");
        boolean inQuery = key.choice("in", IN).orElse(false);
        String name = key.text("name").orElse("");
        if (ScriptCompiler.looksLikeATemplate(name)) {
            findings.add(ProblemCode.TEMPLATE, key.keyOf("name"), key.path("name"), "a template in a name", "a literal name");
        }
        if (!inQuery && key.has("name")) {
            HeaderNames.check(name, key.keyOf("name"), key.path("name"), findings);
        }
        Position position = inQuery ? Position.TEXT : Position.HEADER;
        return new Authentication.ApiKey(inQuery, name, compiling.template(key, "value", position, use.credentials));
    }

    private Authentication oauth2(Section oauth2) {
        oauth2.require("tokenUri", "clientId", "clientSecret");
        Map<String, Template> parameters = new LinkedHashMap<>();
        oauth2.entries("parameters").forEach(e -> {
            String field = FieldPath.of(oauth2.path("parameters"), e.key().text());
            compiling.checkKey(e.key(), field, "a literal name");
            parameters.put(e.key().text(), compiling.template(e.value(), field, Position.TEXT, use.credentials));
        });
        return new Authentication.OAuth2(
                compiling.template(oauth2, "tokenUri", Position.URL, use.credentials),
                compiling.template(oauth2, "clientId", Position.TEXT, use.credentials),
                compiling.template(oauth2, "clientSecret", Position.TEXT, use.credentials),
                oauth2.texts("scopes"), oauth2.choice("authentication", CREDENTIALS_IN).orElse(false), parameters);
    }

    List<Signature> signatures(Section parent) {
        List<Signature> signatures = new ArrayList<>();
        parent.section("signature", use.signatureKeys).ifPresent(s -> {
            if (use.signatureKeys.stream().noneMatch(s::has)) {
                oneOf(s, List.of(), use.signatureKeys);
            }
            s.section("standardWebhooks", List.of("secrets")).map(this::standardWebhooks).ifPresent(signatures::add);
            s.section("hmac", HMAC_KEYS).map(this::hmac).ifPresent(signatures::add);
            bean(s, BeanCheck.Kind.REQUEST_SIGNER).map(Signature.Bean::new).ifPresent(signatures::add);
        });
        return signatures;
    }

    private Signature standardWebhooks(Section section) {
        section.require("secrets");
        List<YamlNode> items = section.items("secrets");
        if (items.isEmpty() && section.node("secrets").filter(n -> n instanceof YamlNode.Sequence).isPresent()) {
            findings.add(ProblemCode.OUT_OF_RANGE, section.keyOf("secrets"), section.path("secrets"), "found no secret",
                    "at least one");
        }
        List<Template> secrets = new ArrayList<>();
        for (YamlNode item : items) {
            secrets.add(compiling.template(item, FieldPath.of(section.path("secrets"), secrets.size()), Position.TEXT,
                    use.credentials));
        }
        return new Signature.StandardWebhooks(secrets);
    }

    private Signature hmac(Section hmac) {
        hmac.require("secret");
        Optional<Signature.Place> place = place(hmac, "header", "param");
        if (hmac.present(PLACES).isEmpty()) {
            findings.add(ProblemCode.MISSING_KEY, hmac.asNode(), hmac.path(), "neither `header` nor `param` is given",
                    "the `header` or the `param` in which the signature is sent");
        }
        Template content = hmac.has("content")
                ? compiling.template(hmac, "content", Position.TEXT, use.signature)
                : compiling.template("{{ body }}", Position.TEXT, use.signature);
        Position prefix = place.filter(Signature.Place::inQuery).isPresent() ? Position.TEXT : Position.HEADER;
        return new Signature.Hmac(
                place.orElseGet(() -> new Signature.Place(false, "")),
                compiling.template(hmac, "secret", Position.TEXT, use.credentials),
                hmac.choice("algorithm", ALGORITHMS).orElse(Signature.Algorithm.SHA256),
                hmac.choice("encoding", ENCODINGS).orElse(Signature.Encoding.HEX),
                compiling.template(hmac, "prefix", prefix, use.prefix), content,
                place(hmac, "timestampHeader", "timestampParam").orElse(null),
                hmac.choice("timestampUnit", TIMESTAMP_UNITS).orElse(Signature.TimestampUnit.SECONDS));
    }

    private Optional<Signature.Place> place(Section hmac, String header, String param) {
        List<String> given = hmac.present(List.of(header, param));
        if (given.size() > 1) {
            oneOf(hmac, given, List.of(header, param));
        }
        Optional<String> inHeader = headerName(hmac, header);
        Optional<String> inQuery = hmac.text(param);
        inQuery.filter(ScriptCompiler::looksLikeATemplate).ifPresent(name -> findings.add(
                ProblemCode.TEMPLATE, hmac.keyOf(param), hmac.path(param), "a template in a name", "a literal name"));
        return inHeader.map(name -> new Signature.Place(false, name))
                .or(() -> inQuery.map(name -> new Signature.Place(true, name)));
    }

    private Optional<String> headerName(Section section, String key) {
        Optional<String> name = section.text(key);
        name.ifPresent(n -> HeaderNames.check(n, section.keyOf(key), section.path(key), findings));
        return name;
    }

    private Optional<String> bean(Section section, BeanCheck.Kind kind) {
        return new BeanReader(compiling).read(section, "ref", kind);
    }
}
