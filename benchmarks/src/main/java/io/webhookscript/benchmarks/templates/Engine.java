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
package io.webhookscript.benchmarks.templates;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.tree.Node;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.StringLoader;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import io.webhookscript.template.DataRoots;
import io.webhookscript.template.Position;
import io.webhookscript.template.Template;
import io.webhookscript.template.TemplateCompiler;
import io.webhookscript.template.TemplateSource;
import io.webhookscript.template.Undefined;
import org.mvel2.templates.CompiledTemplate;
import org.mvel2.templates.TemplateRuntime;

/** Who renders; each as its own documentation advises: compiled once, rendered often. */
public enum Engine {
    /** The yardstick; its code is in {@link Workload}. */
    HAND_WRITTEN {
        @Override
        Function<Map<String, Object>, String> compile(String template, Position position) {
            throw new UnsupportedOperationException("written, not compiled");
        }
    },
    WEBHOOKSCRIPT {
        private final TemplateCompiler compiler = new TemplateCompiler(Map.of(), Set.of("secret"), false);

        @Override
        Function<Map<String, Object>, String> compile(String text, Position position) {
            Template template = compiler.compile(TemplateSource.of(text), position);
            return event -> {
                DataRoots roots = root -> event.getOrDefault(root, Undefined.UNDEFINED);
                return template.render(roots);
            };
        }
    },
    /** Escapes nothing here: it knows HTML, CSS and JavaScript, but not JSON. */
    PEBBLE {
        private final PebbleEngine engine = new PebbleEngine.Builder().loader(new StringLoader()).autoEscaping(false)
                .cacheActive(false).newLineTrimming(false).build();

        @Override
        Function<Map<String, Object>, String> compile(String text, Position position) {
            PebbleTemplate template = engine.getLiteralTemplate(text);
            return event -> {
                StringWriter out = new StringWriter();
                try {
                    template.evaluate(out, event);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return out.toString();
            };
        }
    },
    /** Escapes nothing here but where a template says {@code tojson}. */
    JINJAVA {
        private final Jinjava jinjava = new Jinjava();

        @Override
        Function<Map<String, Object>, String> compile(String text, Position position) {
            Node template = jinjava.newInterpreter().parse(text);
            return event -> new JinjavaInterpreter(
                    jinjava, new Context(jinjava.getGlobalContext(), event),
                    jinjava.getGlobalConfig()).render(template);
        }
    },
    /** Escapes nothing. */
    MVEL {
        @Override
        Function<Map<String, Object>, String> compile(String text, Position position) {
            CompiledTemplate template = org.mvel2.templates.TemplateCompiler.compileTemplate(text);
            return event -> String.valueOf(TemplateRuntime.execute(template, event));
        }
    };

    abstract Function<Map<String, Object>, String> compile(String template, Position position);
}
