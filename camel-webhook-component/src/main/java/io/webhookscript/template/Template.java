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
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/** A compiled template. Immutable and thread-safe; made by {@link TemplateCompiler}. */
public final class Template implements Expression {

    /** The maximum initial capacity of a buffer, in characters. */
    private static final int MAX_USUAL = 8 * 1024;

    private final SourcePosition start;
    private final Position position;
    private final Statement.Block body;
    private final Statement.@Nullable Print sole;
    /** What the sole placeholder reads, unless a context is needed for it. */
    private final @Nullable PlainPath plain;
    private final @Nullable PlainText plainText;
    private final boolean literal;
    private final int fixedPath;
    private final int slots;
    private final List<Reference> references;
    private final List<Reference> originReferences;
    private final List<Reference> unescaped;
    private final List<Reference> bare;
    private final boolean mayHoldComments;
    private final int textLimit;
    /** What the output's buffer begins with; where threads race, one of them guesses worse. */
    private int usualLength;
    /** The context of the last rendering, cleared, for reuse by the next one. */
    private final AtomicReference<@Nullable RenderContext> spare = new AtomicReference<>();

    Template(TemplateSource source, Position position, Statement.Block body, int slots, List<Reference> references,
             Placement placement, int textLimit) {
        this.textLimit = textLimit;
        this.start = new SourcePosition(source, 0);
        this.position = position;
        this.body = body;
        List<Statement> statements = body.statements();
        this.sole = statements.size() == 1 && statements.get(0) instanceof Statement.Print print ? print : null;
        this.plain = sole == null || sole.sensitive() ? null : PlainPath.of(sole.node());
        this.plainText = PlainText.of(statements);
        this.literal = statements.stream().allMatch(s -> s instanceof Statement.Literal || s instanceof JsonLiteral);
        this.fixedPath = position == Position.URL && !placement.mayHoldDots()
                && statements.get(0) instanceof Statement.Literal first ? UrlRules.fixedPath(new String(first.text())) : -1;
        this.slots = slots;
        this.references = List.copyOf(references);
        this.originReferences = placement.origin();
        this.unescaped = List.copyOf(placement.unescaped());
        this.bare = List.copyOf(placement.bare());
        this.mayHoldComments = placement.hasSafe();
    }

    /** The template as it is written. */
    public String text() {
        return start.source().text();
    }

    /** Renders the text with all placeholders filled and escaped for the template's position. */
    public String render(DataRoots roots) {
        String simple = plainText == null ? null : plainText.render(roots, textLimit);
        if (simple != null) {
            return simple;
        }
        RenderContext run = borrow(roots);
        String text;
        if (sole != null && sole.escaper().keepsTexts()) {
            text = sole.text(run);
        } else {
            body.render(run);
            if (run.out().length() > usualLength) {
                usualLength = Math.min(run.out().length(), MAX_USUAL);
            }
            text = finish(run, roots);
        }
        giveBack(run);
        return text;
    }

    /**
     * A borrowed context is used by one rendering until it is given back. Other threads, and filters that render,
     * create their own.
     */
    private RenderContext borrow(DataRoots roots) {
        RenderContext run = spare.getAndSet(null);
        if (run == null) {
            return new RenderContext(roots, slots, start, usualLength, textLimit);
        }
        run.begin(roots);
        return run;
    }

    /** Gives a context back after a successful evaluation, unless a large event has made its buffer large. */
    private void giveBack(RenderContext run) {
        if (run.out().capacity() <= 2 * MAX_USUAL) {
            run.clear(start);
            spare.setRelease(run);
        }
    }

    /** Checks the whole text: JSON must be valid JSON, and a URL must still have its origin. */
    private String finish(RenderContext run, DataRoots roots) {
        if (position == Position.JSON) {
            return finishJson(run, roots);
        }
        if (position == Position.JSON_LINES) {
            return finishLines(run.out().toString(), roots);
        }
        if (position == Position.URL) {
            return UrlRules.whole(run, start, fixedPath);
        }
        return run.out().toString();
    }

    private String finishJson(RenderContext run, DataRoots roots) {
        Output out = run.out();
        try {
            if (JsonState.isWhole(run.json())) {
                return out.toString();
            }
            if (mayHoldComments) {
                return JsonText.withoutComments(out.toString());
            }
            JsonGrammar.check(out.chars(), out.length());
            return out.toString();
        } catch (MalformedJsonException e) {
            throw origin(roots, e.offset()).error(e.problem(), "a text that is JSON once it is rendered");
        }
    }

    private String finishLines(String text, DataRoots roots) {
        StringBuilder whole = new StringBuilder(text.length());
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            String line = text.substring(start, end);
            try {
                whole.append(line.isBlank() ? line : JsonText.withoutComments(line));
            } catch (MalformedJsonException e) {
                throw origin(roots, start + e.offset()).error(e.problem(),
                        "lines that are JSON, each of them, once they are rendered");
            }
            whole.append(end < text.length() ? "\n" : "");
            start = end + 1;
        }
        return whole.toString();
    }

    /** Renders once more, this time remembering where each part of the text comes from. */
    private SourcePosition origin(DataRoots roots, int offset) {
        RenderContext traced = new RenderContext(roots, slots, start, usualLength, textLimit);
        traced.trace();
        body.render(traced);
        return traced.origin(offset, start);
    }

    /** Returns the typed value of a template that is exactly one placeholder, else the rendered text. */
    @Override
    public @Nullable Object evaluate(DataRoots roots) {
        if (sole == null) {
            return render(roots);
        }
        if (plain != null) {
            return sole.checked(plain.read(roots));
        }
        RenderContext run = borrow(roots);
        Object value = sole.value(run);
        if (sole.sensitive()) {
            sole.reveal(value, run);
        }
        giveBack(run);
        return value;
    }

    /** The rendered text, with bytes as they are: texts and byte arrays in their order. */
    public List<Object> pieces(DataRoots roots) {
        RenderContext run = new RenderContext(roots, slots, start, usualLength, textLimit);
        run.keepBytes();
        body.render(run);
        String text = run.out().toString();
        List<Object> pieces = new ArrayList<>();
        int from = 0;
        for (BytePiece piece : run.pieces()) {
            pieces.add(text.substring(from, piece.offset()));
            pieces.add(piece.bytes());
            from = piece.offset();
        }
        pieces.add(text.substring(from));
        return pieces;
    }

    /** Whether there is no placeholder or tag in it, so that it always renders the same. */
    public boolean isLiteral() {
        return literal;
    }

    /** Returns the units of work of a rendering. Tests use it to prove that work grows no faster than the input. */
    long work(DataRoots roots) {
        RenderContext run = new RenderContext(roots, slots, start, usualLength, textLimit);
        body.render(run);
        return run.work();
    }

    @Override
    public List<Reference> references() {
        return references;
    }

    @Override
    public boolean readsOnly(Set<String> roots) {
        return Reference.allRead(references, roots);
    }

    @Override
    public boolean mayRead(String root, String field) {
        return Reference.anyReads(references, root, field);
    }

    /** For {@link Position#URL}: what the scheme, host and port are made of; empty when they are literal. */
    public List<Reference> originReferences() {
        return originReferences;
    }

    /** Returns the places where the filter {@code safe} turns escaping off, for the validator's report. */
    public List<Reference> unescaped() {
        return unescaped;
    }

    /** Where plain text prints a value as it is, not as JSON, for the validator's report. */
    public List<Reference> bare() {
        return bare;
    }
}
