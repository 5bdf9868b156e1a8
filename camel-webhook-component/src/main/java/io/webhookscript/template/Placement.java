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
import java.util.Set;

/** Follows the escape state through a template and decides how each placeholder is escaped. */
final class Placement {

    /** Filters that write for XML already. */
    private static final Set<String> ESCAPED = Set.of("escape", "e");

    private final TemplateSource source;
    private final Set<String> sensitiveRoots;
    private final boolean strict;
    private final Deque<DataUsage> conditions = new ArrayDeque<>();
    private final Set<Reference> origin = new LinkedHashSet<>();
    private final List<Reference> unescaped = new ArrayList<>();
    private final List<Reference> bare = new ArrayList<>();
    private EscapeState place;
    private boolean hasSafe;
    private boolean mayHoldDots;

    Placement(TemplateSource source, Position position, Set<String> sensitiveRoots, boolean strict) {
        this.source = source;
        this.sensitiveRoots = sensitiveRoots;
        this.strict = strict;
        this.place = EscapeState.start(position);
    }

    EscapeState place() {
        return place;
    }

    void place(EscapeState other) {
        place = other;
    }

    /** Returns the data that the open tags depend on, inner ones first. */
    Deque<DataUsage> conditions() {
        return conditions;
    }

    /** Returns the data that a URL's scheme, host and port depend on. */
    List<Reference> origin() {
        return List.copyOf(origin);
    }

    List<Reference> unescaped() {
        return unescaped;
    }

    /** Placeholders that print their value as it is, not as JSON. */
    List<Reference> bare() {
        return bare;
    }

    boolean hasSafe() {
        return hasSafe;
    }

    /** Whether the literals of a URL may form a segment {@code .} or {@code ..}. */
    boolean mayHoldDots() {
        return mayHoldDots;
    }

    void end() {
        place.end(new SourcePosition(source, source.text().length()));
    }

    /** @param before the statements of this block, to which the text is added */
    void text(Token token, List<Statement> before) {
        noteOrigin(new DataUsage());
        mayHoldDots |= place != UrlEscapeState.QUERY && UrlRules.mayHoldDots(token.text());
        EscapeState.Transition passed = place.pass(token.text(), source, token.start());
        String text = passed.text();
        if (!text.isEmpty()) {
            before.add(literal(text, before, new SourcePosition(source, token.start())));
        }
        place = passed.place();
    }

    private Statement literal(String text, List<Statement> before, SourcePosition spot) {
        if (!(place instanceof JsonEscapeState json)) {
            return new Statement.Literal(text.toCharArray(), spot);
        }
        boolean mayJoin = json.mayJoin(text);
        if (mayJoin && endsInValue(before)) {
            throw JsonEscapeState.joined(spot);
        }
        return new JsonLiteral(text, mayJoin, spot);
    }

    private static boolean endsInValue(List<Statement> statements) {
        return !statements.isEmpty() && statements.get(statements.size() - 1) instanceof Statement.Print print
                && print.escaper() == Escaper.JSON_VALUE;
    }

    /**
     * @param before the statements of this block
     * @param alone  whether the template is this placeholder and nothing else
     */
    Statement print(ExpressionParser.ParsedExpression parsed, List<Statement> before, boolean alone, SourcePosition spot) {
        noteOrigin(parsed.reads());
        Escaper escaper = alone && place == UrlEscapeState.START
                ? Escaper.URL_WHOLE : place.escaper(parsed.node(), parsed.reads(), spot);
        place = place.afterPlaceholder();
        noteSafe(parsed, spot);
        if (place instanceof PlainEscapeState && !EscapeState.lastFilter(parsed.node()).equals("tojson")) {
            bare.add(new Reference("", List.of(), source, spot.offset()));
        }
        boolean sensitive = parsed.reads().touches(sensitiveRoots);
        if (place instanceof XmlEscapeState && ESCAPED.contains(EscapeState.lastFilter(parsed.node()))) {
            // escaped once, by the escaper
            return new Statement.Print(((Node.FilterCall) parsed.node()).input(), escaper, sensitive, strict, spot);
        }
        if (escaper != Escaper.JSON_VALUE) {
            return new Statement.Print(parsed.node(), escaper, sensitive, strict, spot);
        }
        requireApart(before, spot);
        boolean encoded = EscapeState.lastFilter(parsed.node()).equals("tojson");
        // the escaper encodes it once; an undefined value becomes null
        Node node = encoded ? ((Node.FilterCall) parsed.node()).input() : parsed.node();
        return new Statement.Print(node, escaper, sensitive, strict && !encoded, spot);
    }

    /** Rejects a placeholder that would be rejected in every rendering. */
    private static void requireApart(List<Statement> before, SourcePosition spot) {
        if (endsInValue(before)) {
            throw JsonEscapeState.joined(spot);
        }
        if (!before.isEmpty() && before.get(before.size() - 1) instanceof JsonLiteral literal) {
            literal.requireApart(spot);
        }
    }

    /** Output before a URL's path decides where the call goes. */
    private void noteOrigin(DataUsage reads) {
        if (place.inOrigin()) {
            origin.addAll(reads.all());
            conditions.forEach(condition -> origin.addAll(condition.all()));
        }
    }

    private void noteSafe(ExpressionParser.ParsedExpression parsed, SourcePosition spot) {
        if (!EscapeState.isSafe(parsed.node())) {
            return;
        }
        hasSafe = true;
        if (parsed.reads().values().isEmpty()) {
            unescaped.add(new Reference("", List.of(), source, spot.offset()));
        }
        parsed.reads().values().stream().limit(1)
                .forEach(read -> unescaped.add(new Reference(read.root(), read.fields(), source, spot.offset())));
    }
}
