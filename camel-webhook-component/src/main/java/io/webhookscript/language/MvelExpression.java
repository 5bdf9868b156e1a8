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

import java.io.Serializable;
import java.util.List;

import io.webhookscript.template.DataRoots;
import io.webhookscript.template.Expression;
import io.webhookscript.template.TemplateException;
import io.webhookscript.template.TemplateSource;
import io.webhookscript.value.FailureText;
import io.webhookscript.value.ObjectPool;
import org.jspecify.annotations.Nullable;
import org.mvel2.CompileException;

/**
 * An MVEL expression over the data roots.
 *
 * <p>
 * A compiled MVEL expression remembers how it reached a value, and fails when the next value has another type. One copy
 * is used by one thread at a time, and when a used copy fails, a new copy shows whether the expression itself is wrong.
 */
final class MvelExpression implements Expression {

    private final TemplateSource source;
    private final ObjectPool<Serializable> compiled;

    private MvelExpression(TemplateSource source, ObjectPool<Serializable> compiled) {
        this.source = source;
        this.compiled = compiled;
    }

    static Expression compile(TemplateSource source) {
        ObjectPool<Serializable> compiled = new ObjectPool<>(() -> Mvel.compile(source.text()));
        try {
            compiled.giveBack(compiled.make());
        } catch (RuntimeException | StackOverflowError e) {
            throw failure(source, e, "an MVEL expression");
        }
        return new MvelExpression(source, compiled);
    }

    @Override
    public @Nullable Object evaluate(DataRoots roots) {
        Serializable used = compiled.take();
        @Nullable
        Object value;
        try {
            value = Mvel.execute(used, roots);
        } catch (RuntimeException e) {
            return evaluateAfresh(roots);
        } catch (StackOverflowError | LinkageError e) {
            throw failure(source, e, "");
        }
        compiled.giveBack(used);
        return plain(value);
    }

    private @Nullable Object evaluateAfresh(DataRoots roots) {
        @Nullable
        Object value;
        Serializable fresh = compiled.make();
        try {
            value = Mvel.execute(fresh, roots);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            throw failure(source, e, "");
        }
        compiled.giveBack(fresh);
        return plain(value);
    }

    private @Nullable Object plain(@Nullable Object value) {
        try {
            return ResultValues.of(value, MvelNumbers::ofResult);
        } catch (IllegalArgumentException e) {
            throw failure(source, e, "");
        }
    }

    private static TemplateException failure(TemplateSource source, Throwable cause, String expected) {
        TemplateException failure
                = new TemplateException(source, offset(source, cause), "mvel: " + said(cause), expected, List.of());
        failure.initCause(cause);
        return failure;
    }

    private static int offset(TemplateSource source, Throwable cause) {
        int cursor = cause instanceof CompileException e ? e.getCursor() : 0;
        return Math.max(0, Math.min(cursor, source.text().length()));
    }

    /** MVEL's message shows the source and a caret in several lines; the first line contains the cause. */
    private static String said(Throwable cause) {
        if (cause instanceof StackOverflowError) {
            return "is nested too deeply";
        }
        String message = FailureText.ofCause(cause).strip();
        String line = message.lines().findFirst().orElse(message);
        return line.startsWith("[Error: ") && line.endsWith("]")
                ? line.substring("[Error: ".length(), line.length() - 1) : line;
    }
}
