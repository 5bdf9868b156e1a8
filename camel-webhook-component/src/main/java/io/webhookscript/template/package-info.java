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
/**
 * The template and expression language: Jinja2's syntax, compiled once to a tree that is evaluated directly. Start at
 * {@link io.webhookscript.template.TemplateCompiler}; it makes a {@link io.webhookscript.template.Template}, which
 * reads {@link io.webhookscript.template.DataRoots} and fails only with a
 * {@link io.webhookscript.template.TemplateException}.
 *
 * <p>
 * A source goes through {@code Lexer} (with {@code ExpressionLexer}) and {@code TemplateParser} (with
 * {@code ExpressionParser}, and below it {@code OperatorParser}, {@code Filters}, {@code ValueParser} and
 * {@code PathParser}) to {@code Statement}s and {@code Node}s. During parsing, {@code Placement} keeps an
 * {@code EscapeState}, the position that the text has reached in its format, and gives each placeholder its
 * {@code Escaper}:
 *
 * <pre>
 * position   state              placeholder becomes
 * JSON       in a string        escaped text
 * JSON       outside of one     a JSON value
 * URL        path, query        percent-encoded
 * XML        text, attribute    escaped text
 * HEADER                        printable ASCII, or an error
 * </pre>
 *
 * <p>
 * Trust: a template comes from its author and is compiled; data may come from an attacker and is only looked up and
 * printed, never compiled, called or changed. Everything is bounded by {@code Limits}, in steps and characters. This
 * package does not use Camel, YAML, HTTP, MVEL, reflection, I/O or the clock.
 */
@Export
@NullMarked
package io.webhookscript.template;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
