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

import java.util.List;
import java.util.Map;

import io.webhookscript.template.DataRoots;
import io.webhookscript.template.Expression;
import io.webhookscript.template.TemplateException;
import io.webhookscript.template.TemplateSource;
import io.webhookscript.template.Undefined;
import io.webhookscript.value.FailureText;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NoSuchLanguageException;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/**
 * An expression of a Camel language that the operator has allowed. It reads a separate exchange: the body and headers
 * of the response (the event, when there is no response yet), and the fixed data roots as variables.
 */
final class CamelLanguageExpression implements Expression {

    private static final List<String> VARIABLES = List.of("event", "context", "variable", "message", "now", "response");

    private final TemplateSource source;
    private final @Nullable CamelContext camelContext;
    private final org.apache.camel.@Nullable Expression compiled;

    private CamelLanguageExpression(TemplateSource source, @Nullable CamelContext camelContext,
                                    org.apache.camel.@Nullable Expression compiled) {
        this.source = source;
        this.camelContext = camelContext;
        this.compiled = compiled;
    }

    static Expression compile(String language, TemplateSource source, @Nullable CamelContext camelContext) {
        try {
            return new CamelLanguageExpression(
                    source, camelContext, camelContext == null ? null : compileIn(camelContext, language, source.text()));
        } catch (RuntimeException e) {
            throw failure(source, e, "an expression of the language " + language);
        }
    }

    static boolean isKnown(CamelContext camel, String language) {
        try {
            camel.resolveLanguage(language);
            return true;
        } catch (NoSuchLanguageException e) {
            return false;
        }
    }

    private static org.apache.camel.Expression compileIn(CamelContext camel, String language, String text) {
        org.apache.camel.Expression expression = camel.resolveLanguage(language).createExpression(text);
        expression.init(camel);
        return expression;
    }

    @Override
    public @Nullable Object evaluate(DataRoots roots) {
        if (camelContext == null || compiled == null) {
            throw new TemplateException(
                    source, 0, "a Camel language cannot be evaluated without a Camel context", "", List.of());
        }
        try {
            return ResultValues.of(compiled.evaluate(exchange(camelContext, roots), Object.class));
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            throw failure(source, e, "");
        }
    }

    private static Exchange exchange(CamelContext camel, DataRoots roots) {
        Exchange exchange = new DefaultExchange(camel);
        for (String name : VARIABLES) {
            Object value = roots.get(name);
            if (value != Undefined.UNDEFINED) {
                exchange.setVariable(name, value);
            }
        }
        Object body = ResponseOrEvent.read(roots);
        exchange.getMessage().setBody(body == Undefined.UNDEFINED ? null : body);
        if (roots.get("response") instanceof Map<?, ?> response && response.get("headers") instanceof Map<?, ?> headers) {
            headers.forEach((name, value) -> exchange.getMessage().setHeader(String.valueOf(name), value));
        }
        return exchange;
    }

    private static TemplateException failure(TemplateSource source, Throwable cause, String expected) {
        String said = FailureText.of(cause);
        TemplateException failure = new TemplateException(
                source, 0, said.lines().findFirst().orElse(said), expected, List.of());
        failure.initCause(cause);
        return failure;
    }
}
