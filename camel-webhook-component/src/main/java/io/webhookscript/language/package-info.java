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
 * jsonpath, xpath, MVEL and allowed Camel languages behind {@link io.webhookscript.template.Expression}.
 *
 * <p>
 * Front door: {@link io.webhookscript.language.ExpressionLanguages}. {@link io.webhookscript.language.XmlDocument} and
 * {@link io.webhookscript.language.XmlRoots} carry an XML response to XPath.
 *
 * <table>
 * <caption>Trust</caption>
 * <tr>
 * <td>jsonpath, xpath</td>
 * <td>reach the response and nothing else: any author</td>
 * </tr>
 * <tr>
 * <td>mvel</td>
 * <td>a full programming language, not allowed by default: authors who are trusted like those of routes</td>
 * </tr>
 * <tr>
 * <td>Camel's</td>
 * <td>may call beans: only where the operator names them</td>
 * </tr>
 * </table>
 *
 * Values that come out are plain and cannot be changed. What must never come in: templates, YAML.
 */
@NullMarked
package io.webhookscript.language;

import org.jspecify.annotations.NullMarked;
