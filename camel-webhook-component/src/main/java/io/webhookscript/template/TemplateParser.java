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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.webhookscript.value.NearestNames;

/** Builds a template's statements from its tags, and its texts and placeholders by their {@link Placement}. */
final class TemplateParser {

    private static final List<String> TAGS = List.of("if", "for", "set", "raw");
    private static final List<String> ENDINGS = List.of("elif", "else", "endif", "endfor", "endset", "endraw");

    private final Tokens tokens;
    private final ExpressionParser expressions;
    private final Placement placement;
    private final VariableParser variables;
    /** The data that the output in the block of a {@code set} depends on. */
    private DataUsage reading = new DataUsage();

    TemplateParser(TemplateSource source, Position position, Map<String, FilterFunction> filters, Set<String> sensitiveRoots,
                   boolean strict) {
        this.tokens = new Tokens(source, Lexer.template(source));
        this.expressions = new ExpressionParser(tokens, filters);
        this.placement = new Placement(source, position, sensitiveRoots, strict);
        this.variables = new VariableParser(tokens, expressions, placement);
    }

    Template parse(Position position, int textLimit) {
        Statement.Block body = block(OpenTag.NONE);
        placement.end();
        return new Template(
                tokens.source(), position, body, expressions.slots(), expressions.references(), placement,
                textLimit);
    }

    /**
     * Parses statements up to a tag that ends the open tag (its name is then the next token), or up to the end of the
     * source.
     */
    private Statement.Block block(OpenTag open) {
        List<Statement> statements = new ArrayList<>();
        while (true) {
            Token token = tokens.peek();
            switch (token.kind()) {
                case TEXT -> placement.text(tokens.next(), statements);
                case PRINT -> statements.add(print(statements));
                case TAG -> {
                    Token name = tokens.peekSecond();
                    if (open.isEndedBy(name)) {
                        tokens.next();
                        return new Statement.Block(statements);
                    }
                    tokens.next();
                    statements.add(tag(open));
                }
                default -> {
                    if (!open.isWholeTemplate()) {
                        throw tokens.unexpected(open.expected());
                    }
                    return new Statement.Block(statements);
                }
            }
        }
    }

    private Statement print(List<Statement> before) {
        SourcePosition spot = tokens.spot(tokens.next());
        ExpressionParser.ParsedExpression parsed = expressions.parseTuple();
        tokens.expect(Token.Kind.PRINT_END);
        reading.addAll(parsed.reads());
        boolean alone = spot.offset() == 0 && before.isEmpty() && tokens.peek().is(Token.Kind.END);
        return placement.print(parsed, before, alone, spot);
    }

    private Statement tag(OpenTag open) {
        Token name = tokens.expect(Token.Kind.NAME);
        if (placement.conditions().size() >= Limits.NESTING) {
            throw tokens.spot(name).error("tags nested more than " + Limits.NESTING + " deep", "at most " + Limits.NESTING);
        }
        return switch (name.text()) {
            case "if" -> condition(name);
            case "for" -> loop(name);
            case "set" -> assignment(name);
            default -> throw unknown(name, open);
        };
    }

    private TemplateException unknown(Token name, OpenTag open) {
        if (ENDINGS.contains(name.text())) {
            return tokens.spot(name).error("unexpected `" + name.text() + "`", open.expected());
        }
        List<String> known = new ArrayList<>(TAGS);
        known.addAll(ENDINGS);
        List<String> near = NearestNames.of(name.text(), known);
        return tokens.spot(name).error("unknown tag `" + name.text() + "`", NearestNames.expected("a tag", near, TAGS), near);
    }

    private Statement condition(Token tag) {
        List<Node> tests = new ArrayList<>();
        List<Statement.Block> bodies = new ArrayList<>();
        Branches branches = new Branches(placement.place(), expressions.scope(), tokens.spot(tag));
        Statement.Block otherwise = new Statement.Block(List.of());
        DataUsage asked = new DataUsage();
        placement.conditions().push(asked);
        String ending = "if";
        while (!ending.equals("endif")) {
            placement.place(branches.start());
            boolean last = ending.equals("else");
            if (!last) {
                ExpressionParser.ParsedExpression test = expressions.parseUnconditional();
                tests.add(test.node());
                asked.addAll(test.reads());
                reading.addConditions(test.reads().all());
            }
            if (last && tokens.peek().isName("if")) {
                throw tokens.unexpected("`%}`, or `elif` for `else if`");
            }
            tokens.expect(Token.Kind.TAG_END);
            Statement.Block body
                    = block(new OpenTag("if", tokens.spot(tag), last ? List.of("endif") : List.of("elif", "else", "endif")));
            branches.end(placement.place());
            if (last) {
                otherwise = body;
            } else {
                bodies.add(body);
            }
            ending = tokens.next().text();
            if (ending.equals("endif") && !last) {
                branches.end(branches.start(), branches.certainBefore());
            }
        }
        tokens.expect(Token.Kind.TAG_END);
        placement.conditions().pop();
        placement.place(branches.together());
        return new Statement.If(tests.toArray(Node[]::new), bodies.toArray(Statement.Block[]::new), otherwise);
    }

    private Statement loop(Token tag) {
        SourcePosition spot = tokens.spot(tag);
        List<Token> names = variables.names();
        if (!tokens.acceptName("in")) {
            throw tokens.unexpected("`in`");
        }
        ExpressionParser.ParsedExpression items = expressions.parseUnconditional();
        Scope outer = expressions.scope();
        DataUsage asked = new DataUsage();
        asked.addAll(items.reads());
        Scope inner = new Scope(outer);
        int[] slots = variables.declare(names, inner, items.reads());
        expressions.scope(inner);
        Node filter = null;
        if (tokens.acceptName("if")) {
            ExpressionParser.ParsedExpression parsed = expressions.parse();
            filter = parsed.node();
            asked.addAll(parsed.reads());
        }
        tokens.expect(Token.Kind.TAG_END);
        int loopSlot = expressions.newSlot();
        inner.declare("loop", new Scope.Variable(loopSlot, true, new DataUsage()));
        placement.conditions().push(asked);
        reading.addConditions(asked.all());
        EscapeState start = placement.place();
        Statement.Block body = block(new OpenTag("for", spot, List.of("else", "endfor")));
        requireSame(start, spot, "the loop's body");
        expressions.scope(new Scope(outer));
        Statement.Block otherwise = new Statement.Block(List.of());
        if (tokens.next().text().equals("else")) {
            tokens.expect(Token.Kind.TAG_END);
            otherwise = block(new OpenTag("for", spot, List.of("endfor")));
            tokens.next();
            requireSame(start, spot, "the loop's `else`");
        }
        tokens.expect(Token.Kind.TAG_END);
        placement.conditions().pop();
        expressions.scope(outer);
        return new Statement.For(items.node(), slots, filter, loopSlot, expressions.slots(), body, otherwise, spot);
    }

    private void requireSame(EscapeState start, SourcePosition spot, String what) {
        if (!placement.place().equals(start)) {
            throw spot.error(what + " ends in another escape state than it began",
                    "a body that closes what it opens: quotes, comments, tags, the URL's path");
        }
    }

    private Statement assignment(Token tag) {
        List<Token> names = variables.names();
        SourcePosition spot = tokens.spot(tag);
        if (tokens.acceptOperator("=")) {
            ExpressionParser.ParsedExpression value = expressions.parseTuple();
            tokens.expect(Token.Kind.TAG_END);
            return new Statement.SetValue(variables.declare(names, expressions.scope(), value.reads()), value.node(), spot);
        }
        if (names.size() > 1) {
            throw tokens.unexpected("`=`");
        }
        return blockAssignment(names.get(0), spot);
    }

    private Statement blockAssignment(Token name, SourcePosition spot) {
        int text = expressions.newSlot();
        ExpressionParser.ParsedExpression filtered
                = expressions.parseFilters(new PathNode.VariableRead(new int[] { text }, "", false));
        if (!tokens.peek().is(Token.Kind.TAG_END)) {
            throw tokens.unexpected("`=` or `%}`");
        }
        tokens.next();
        EscapeState before = placement.place();
        Scope outer = expressions.scope();
        DataUsage around = reading;
        reading = new DataUsage();
        int inner = expressions.slots();
        expressions.scope(new Scope(outer));
        placement.place(PlainEscapeState.TEXT);
        placement.conditions().push(new DataUsage());
        Statement.Block body = block(new OpenTag("set", spot, List.of("endset")));
        placement.conditions().pop();
        tokens.next();
        tokens.expect(Token.Kind.TAG_END);
        placement.place(before);
        expressions.scope(outer);
        DataUsage inside = reading;
        inside.addAll(filtered.reads());
        reading = around;
        int innerEnd = expressions.slots();
        int slot = variables.declare(name, outer, inside);
        return new Statement.SetBlock(slot, text, filtered.node(), body, inner, innerEnd, spot);
    }
}
