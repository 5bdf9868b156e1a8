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
 * Implements {@link io.webhookscript.template.Expression} for jsonpath, xpath, MVEL and allowed Camel languages.
 *
 * <p>
 * The entry point is {@link io.webhookscript.language.ExpressionLanguages}.
 * {@link io.webhookscript.language.XmlDocument} and {@link io.webhookscript.language.XmlRoots} pass an XML response to
 * XPath.
 *
 * <table>
 * <caption>Trust</caption>
 * <tr>
 * <td>jsonpath, xpath</td>
 * <td>can read only the response or the event: any author</td>
 * </tr>
 * <tr>
 * <td>mvel</td>
 * <td>is a full programming language and not allowed by default: only authors who are trusted like authors of
 * routes</td>
 * </tr>
 * <tr>
 * <td>Camel's</td>
 * <td>may call beans: only when the operator allows them</td>
 * </tr>
 * </table>
 *
 * Results are plain immutable values. This package must not depend on YAML.
 */
@NullMarked
package io.webhookscript.language;

import org.jspecify.annotations.NullMarked;
