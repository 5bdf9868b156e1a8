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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds a template's statements and decides, as it goes along, how each placeholder is escaped. */
final class TemplateParser {

    private static final List<String> TAGS = List.of("if", "for", "set", "raw");
    private static final List<String> ENDINGS = List.of("elif", "else", "endif", "endfor", "endset", "endraw");

    private final TemplateSource source;
    private final Tokens tokens;
    private final ExpressionParser expressions;
    private final Set<String> sensitiveRoots;
    private final boolean strict;
    private final Deque<Reads> conditions = new ArrayDeque<>();
    private final Set<Reference> origin = new LinkedHashSet<>();
    private final List<Reference> unescaped = new ArrayList<>();
    private Place place;
    /** What is put out in the block of a {@code set} depends on this. */
    private Reads reading = new Reads();
    private boolean hasSafe;

    TemplateParser(TemplateSource source, Position position, Map<String, FilterFunction> filters, Set<String> sensitiveRoots,
                   boolean strict) {
        this.source = source;
        this.tokens = new Tokens(source, Lexer.template(source));
        this.expressions = new ExpressionParser(tokens, filters);
        this.sensitiveRoots = sensitiveRoots;
        this.strict = strict;
        this.place = Place.start(position);
    }

    Template parse(Position position) {
        Statement.Block body = block(List.of());
        place.end(new Spot(source, source.text().length()));
        return new Template(
                source, position, body, expressions.slots(), expressions.references(), List.copyOf(origin), unescaped,
                hasSafe);
    }

    /**
     * Statements up to one of the tags, whose name is then the next token; at the end of the source when none is
     * wanted.
     */
    private Statement.Block block(List<String> endings) {
        List<Statement> statements = new ArrayList<>();
        while (true) {
            Token token = tokens.peek();
            switch (token.kind()) {
                case TEXT -> text(tokens.next(), statements);
                case PRINT -> statements.add(print(statements));
                case TAG -> {
                    Token name = tokens.peekSecond();
                    if (name.is(Token.Kind.NAME) && endings.contains(name.text())) {
                        tokens.next();
                        return new Statement.Block(statements);
                    }
                    tokens.next();
                    statements.add(tag(endings));
                }
                default -> {
                    if (!endings.isEmpty()) {
                        throw tokens.unexpected("`{% " + String.join(" %}` or `{% ", endings) + " %}`");
                    }
                    return new Statement.Block(statements);
                }
            }
        }
    }

    private void text(Token token, List<Statement> statements) {
        noteOrigin(new Reads());
        Place.Passed passed = place.pass(token.text(), source, token.start());
        String text = passed.text();
        if (!text.isEmpty()) {
            Spot spot = tokens.spot(token);
            boolean mayJoin = place instanceof JsonPlace json && json.mayJoin(text);
            if (mayJoin && endsInValue(statements)) {
                throw JsonPlace.joined(spot);
            }
            statements.add(place instanceof JsonPlace
                    ? new JsonLiteral(text, mayJoin, spot) : new Statement.Literal(text.toCharArray(), spot));
        }
        place = passed.place();
    }

    private static boolean endsInValue(List<Statement> statements) {
        return !statements.isEmpty() && statements.get(statements.size() - 1) instanceof Statement.Print before
                && before.escaper() == Escaper.JSON_VALUE;
    }

    /** Refuses what would be refused in every rendering. */
    private static void requireApart(List<Statement> statements, Spot spot) {
        if (endsInValue(statements)) {
            throw JsonPlace.joined(spot);
        }
        if (!statements.isEmpty() && statements.get(statements.size() - 1) instanceof JsonLiteral before) {
            before.requireApart(spot);
        }
    }

    /** Whatever is put out before a URL's path begins decides where the call goes. */
    private void noteOrigin(Reads reads) {
        if (place.inOrigin()) {
            origin.addAll(reads.all());
            conditions.forEach(condition -> origin.addAll(condition.all()));
        }
    }

    private Statement print(List<Statement> before) {
        Spot spot = tokens.spot(tokens.next());
        ExpressionParser.Parsed parsed = expressions.parseTuple();
        tokens.expect(Token.Kind.PRINT_END);
        noteOrigin(parsed.reads());
        reading.addAll(parsed.reads());
        Escaper escaper = place.escaper(parsed.node(), parsed.reads(), spot);
        if (escaper == Escaper.JSON_VALUE) {
            requireApart(before, spot);
        }
        boolean encoded = escaper == Escaper.JSON_VALUE && parsed.node() instanceof Node.FilterCall call
                && call.name().equals("tojson");
        place = place.afterPlaceholder();
        noteSafe(parsed, spot);
        // encoded once, by the escaper; and what is undefined is null then
        Node node = encoded ? ((Node.FilterCall) parsed.node()).input() : parsed.node();
        return new Statement.Print(node, escaper, parsed.reads().touches(sensitiveRoots), strict && !encoded, spot);
    }

    private void noteSafe(ExpressionParser.Parsed parsed, Spot spot) {
        if (Place.isSafe(parsed.node())) {
            hasSafe = true;
            if (parsed.reads().values().isEmpty()) {
                unescaped.add(new Reference("", List.of(), source, spot.offset()));
            }
            parsed.reads().values().stream().limit(1)
                    .forEach(read -> unescaped.add(new Reference(read.root(), read.fields(), source, spot.offset())));
        }
    }

    private Statement tag(List<String> open) {
        Token name = tokens.expect(Token.Kind.NAME);
        if (conditions.size() >= Limits.NESTING) {
            throw tokens.spot(name).error("tags nested more than " + Limits.NESTING + " deep", "at most " + Limits.NESTING);
        }
        return switch (name.text()) {
            case "if" -> condition(name);
            case "for" -> loop(name);
            case "set" -> assignment(name);
            default -> throw unknown(name, open);
        };
    }

    private TemplateException unknown(Token name, List<String> open) {
        if (ENDINGS.contains(name.text())) {
            return tokens.spot(name).error("unexpected `" + name.text() + "`",
                    open.isEmpty() ? "no tag is open here" : "`" + String.join("` or `", open) + "`");
        }
        List<String> known = new ArrayList<>(TAGS);
        known.addAll(ENDINGS);
        List<String> near = Suggestions.near(name.text(), known);
        return tokens.spot(name).error("unknown tag `" + name.text() + "`", Suggestions.expected("a tag", near, TAGS), near);
    }

    private Statement condition(Token tag) {
        List<Node> tests = new ArrayList<>();
        List<Statement.Block> bodies = new ArrayList<>();
        Branches branches = new Branches(place, expressions.scope(), tokens.spot(tag));
        Statement.Block otherwise = new Statement.Block(List.of());
        Reads asked = new Reads();
        conditions.push(asked);
        String ending = "if";
        while (!ending.equals("endif")) {
            place = branches.start();
            boolean last = ending.equals("else");
            if (!last) {
                ExpressionParser.Parsed test = expressions.parse();
                tests.add(test.node());
                asked.addAll(test.reads());
                reading.addConditions(test.reads().all());
            }
            tokens.expect(Token.Kind.TAG_END);
            Statement.Block body = block(last ? List.of("endif") : List.of("elif", "else", "endif"));
            branches.end(place);
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
        conditions.pop();
        place = branches.together();
        return new Statement.If(tests.toArray(Node[]::new), bodies.toArray(Statement.Block[]::new), otherwise);
    }

    private Statement loop(Token tag) {
        Spot spot = tokens.spot(tag);
        List<Token> names = targets();
        if (!tokens.acceptName("in")) {
            throw tokens.unexpected("`in`");
        }
        ExpressionParser.Parsed items = expressions.parseItems();
        Scope outer = expressions.scope();
        Reads asked = new Reads();
        asked.addAll(items.reads());
        Scope inner = new Scope(outer);
        int[] slots = declare(names, inner, items.reads());
        expressions.scope(inner);
        Node filter = null;
        if (tokens.acceptName("if")) {
            ExpressionParser.Parsed parsed = expressions.parse();
            filter = parsed.node();
            asked.addAll(parsed.reads());
        }
        tokens.expect(Token.Kind.TAG_END);
        int loopSlot = expressions.newSlot();
        inner.declare("loop", new Scope.Variable(loopSlot, true, new Reads()));
        conditions.push(asked);
        reading.addConditions(asked.all());
        Place start = place;
        Statement.Block body = block(List.of("else", "endfor"));
        requireSame(start, spot, "the loop's body");
        expressions.scope(new Scope(outer));
        Statement.Block otherwise = new Statement.Block(List.of());
        if (tokens.next().text().equals("else")) {
            tokens.expect(Token.Kind.TAG_END);
            otherwise = block(List.of("endfor"));
            tokens.next();
            requireSame(start, spot, "the loop's `else`");
        }
        tokens.expect(Token.Kind.TAG_END);
        conditions.pop();
        expressions.scope(outer);
        return new Statement.For(items.node(), slots, filter, loopSlot, expressions.slots(), body, otherwise, spot);
    }

    private void requireSame(Place start, Spot spot, String what) {
        if (!place.equals(start)) {
            throw spot.error(what + " ends where another escaping holds than where it began",
                    "a body that closes what it opens: quotes, comments, tags, the URL's path");
        }
    }

    private List<Token> targets() {
        List<Token> names = new ArrayList<>();
        do {
            names.add(tokens.expect(Token.Kind.NAME));
        } while (tokens.acceptOperator(","));
        return names;
    }

    private int[] declare(List<Token> names, Scope scope, Reads reads) {
        int[] slots = new int[names.size()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = slotFor(names.get(i), scope, reads);
        }
        return slots;
    }

    private int slotFor(Token name, Scope scope, Reads reads) {
        if (List.of("true", "false", "none", "True", "False", "None", "not", "and", "or", "in", "is", "if", "else", "loop")
                .contains(
                        name.text())) {
            throw tokens.spot(name).error("`" + name.text() + "` as a variable", "another name");
        }
        Scope.Variable own = scope.own(name.text());
        Scope.Variable variable = own != null ? own : new Scope.Variable(expressions.newSlot(), false, new Reads());
        variable.reads().addAll(reads);
        conditions.forEach(condition -> variable.reads().addConditions(condition.all()));
        scope.declare(name.text(), variable);
        return variable.slot();
    }

    private Statement assignment(Token tag) {
        List<Token> names = targets();
        Spot spot = tokens.spot(tag);
        if (tokens.acceptOperator("=")) {
            ExpressionParser.Parsed value = expressions.parseTuple();
            tokens.expect(Token.Kind.TAG_END);
            return new Statement.SetValue(declare(names, expressions.scope(), value.reads()), value.node(), spot);
        }
        if (names.size() > 1) {
            throw tokens.unexpected("`=`");
        }
        return blockAssignment(names.get(0), spot);
    }

    private Statement blockAssignment(Token name, Spot spot) {
        int text = expressions.newSlot();
        ExpressionParser.Parsed filtered = expressions.parseFilters(new Node.VariableRead(new int[] { text }, "", false));
        tokens.expect(Token.Kind.TAG_END);
        Place before = place;
        Scope outer = expressions.scope();
        Reads around = reading;
        reading = new Reads();
        int inner = expressions.slots();
        expressions.scope(new Scope(outer));
        place = PlainPlace.TEXT;
        conditions.push(new Reads());
        Statement.Block body = block(List.of("endset"));
        conditions.pop();
        tokens.next();
        tokens.expect(Token.Kind.TAG_END);
        place = before;
        expressions.scope(outer);
        Reads inside = reading;
        inside.addAll(filtered.reads());
        reading = around;
        int innerEnd = expressions.slots();
        int slot = slotFor(name, outer, inside);
        return new Statement.SetBlock(slot, text, filtered.node(), body, inner, innerEnd, spot);
    }
}
