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

/** The position of a template, which decides how its placeholders are escaped and what is checked. */
public enum Position {
    /**
     * A value of its own (typed leaf, param, form field, condition): nothing is escaped, a sole placeholder keeps its
     * type.
     */
    VALUE,
    /** Plain text: nothing is escaped. */
    TEXT,
    /** A JSON text, with comments. */
    JSON,
    /** A URL with origin, path and query. */
    URL,
    /** The value of an HTTP header: control characters and non-ASCII are an error. */
    HEADER,
    /** An XML document. */
    XML,
    /** One name or value of a form or query, percent-encoded. */
    FORM,
    /** One JSON text in each line, as bulk interfaces want it. */
    JSON_LINES
}
