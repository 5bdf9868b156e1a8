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
 * Makes the documentation readable for programs: the pages, which are AsciiDoc, become Markdown, and {@code llms.txt}
 * lists them in the order of the index page.
 *
 * <p>
 * {@link io.webhookscript.site.MarkdownSite} is the program. Asciidoctor reads a page, {@code PageLinks} lets its links
 * point to the Markdown of other pages, and {@code MarkdownWriter} writes it.
 */
@org.jspecify.annotations.NullMarked
package io.webhookscript.site;
