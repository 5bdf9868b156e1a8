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
package io.webhookscript.language;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.webhookscript.template.Expression;
import io.webhookscript.template.TemplateException;
import io.webhookscript.template.TemplateSource;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * The expression languages that a script may use besides the template language. Thread-safe.
 *
 * <p>
 * Tools read scripts without Camel on the class path, so this class must not load Camel classes.
 *
 * <p>
 * {@code jsonpath} and {@code xpath} read the body of the response, or the event when there is no response yet; {@code
 * mvel} and Camel languages read the data roots.
 */
public final class ExpressionLanguages {

    /** The languages that scripts may use by default. Their expressions can only read data. */
    public static final Set<String> DEFAULT_ALLOWED = Set.of("jsonpath", "xpath");

    /** The languages that do not need Camel. MVEL is as powerful as Java, so it must be allowed explicitly. */
    private static final Set<String> BUILT_IN = Set.of("jsonpath", "xpath", "mvel");

    private final Set<String> allowed;
    private final @Nullable CamelContext camelContext;

    /**
     * @param camelContext resolves Camel languages; without one, they are accepted unchecked and fail when evaluated
     */
    public ExpressionLanguages(Set<String> allowed, @Nullable CamelContext camelContext) {
        this.allowed = Set.copyOf(allowed);
        this.camelContext = camelContext;
    }

    /** The given languages, without those that need a Camel context. */
    public static ExpressionLanguages withoutCamel(Collection<String> allowed) {
        return new ExpressionLanguages(
                allowed.stream().filter(BUILT_IN::contains).collect(Collectors.toUnmodifiableSet()), null);
    }

    public Set<String> allowed() {
        return allowed;
    }

    /** Whether a language does not need Camel, allowed or not. */
    public static boolean isBuiltIn(String language) {
        return BUILT_IN.contains(language);
    }

    /** In alphabetical order. */
    public static List<String> builtIn() {
        return BUILT_IN.stream().sorted().toList();
    }

    /** Whether a language of that name exists, allowed or not (as far as this is known without a Camel context). */
    public boolean isKnown(String language) {
        return isBuiltIn(language)
                || (camelContext == null
                        ? allowed.contains(language) : CamelLanguageExpression.isKnown(camelContext, language));
    }

    /**
     * @param  namespaces                                  of xpath: prefix to namespace name; else empty
     * @throws io.webhookscript.template.TemplateException when the text is not an expression of the language, or could
     *                                                     read more than the data ({@code resource:}, functions of
     *                                                     Camel)
     * @throws IllegalArgumentException                    when the language is not allowed
     */
    public Expression compile(String language, TemplateSource source, Map<String, String> namespaces) {
        if (!allowed.contains(language)) {
            throw new IllegalArgumentException(
                    "the language " + language + " is not allowed; allowed are " + String.join(", ", new TreeSet<>(allowed)));
        }
        refuseResource(source);
        return switch (language) {
            case "jsonpath" -> JsonPathExpression.compile(source);
            case "xpath" -> XPathExpression.compile(source, namespaces);
            case "mvel" -> MvelExpression.compile(source);
            default -> CamelLanguageExpression.compile(language, source, camelContext);
        };
    }

    /**
     * Rejects {@code resource:}. Camel reads {@code resource:file:/etc/passwd} as the file's text, and a script must
     * not read files.
     */
    private static void refuseResource(TemplateSource source) {
        if (source.text().strip().startsWith("resource:")) {
            throw new TemplateException(
                    source, 0, "`resource:` is not an expression", "the expression itself, not the location of a file",
                    List.of());
        }
    }
}
