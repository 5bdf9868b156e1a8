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
package io.webhookscript.template;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compiles templates and bare expressions. Immutable and thread-safe. */
public final class TemplateCompiler {

    private final Map<String, FilterFunction> filters;
    private final Set<String> sensitiveRoots;
    private final boolean strict;
    private final int textLimit;

    /**
     * @param filters        custom filters, by name; a name of a built-in filter is rejected
     * @param sensitiveRoots roots whose values are reported to {@link DataRoots#revealed}
     * @param strict         whether printing an undefined value without {@code default} is an error
     */
    public TemplateCompiler(Map<String, FilterFunction> filters, Set<String> sensitiveRoots, boolean strict) {
        this(filters, sensitiveRoots, strict, Limits.TEXT);
    }

    /** @param textLimit characters that a template may put out, where that is more than a mebibyte of them */
    public TemplateCompiler(Map<String, FilterFunction> filters, Set<String> sensitiveRoots, boolean strict, long textLimit) {
        filters.keySet().stream().filter(BuiltIn::isTaken).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("the filter `" + name + "` is built in");
        });
        this.filters = Map.copyOf(filters);
        this.sensitiveRoots = Set.copyOf(sensitiveRoots);
        this.strict = strict;
        this.textLimit = (int) Math.min(Math.max(textLimit, Limits.TEXT), Limits.MAX_TEXT);
    }

    /** The names of the built-in filters, in alphabetical order. */
    public static List<String> builtInFilters() {
        return BuiltIn.names();
    }

    /** @throws TemplateException when the text is not a valid template for that position */
    public Template compile(TemplateSource source, Position position) {
        return new TemplateParser(source, position, filters, sensitiveRoots, strict).parse(position, textLimit);
    }

    /**
     * Compiles a bare expression such as {@code contact.tier == 'gold'}, without braces.
     *
     * @throws TemplateException when the text is not an expression
     */
    public Expression expression(TemplateSource source) {
        Tokens tokens = new Tokens(source, Lexer.expression(source));
        ExpressionParser parser = new ExpressionParser(tokens, filters);
        ExpressionParser.ParsedExpression parsed = parser.parse();
        if (!tokens.peek().is(Token.Kind.END)) {
            throw tokens.unexpected("the end, or an operator");
        }
        boolean sensitive = parsed.reads().touches(sensitiveRoots);
        return new BareExpression(
                parsed.node(), new SourcePosition(source, 0), parser.slots(), parser.references(), sensitive, textLimit);
    }
}
