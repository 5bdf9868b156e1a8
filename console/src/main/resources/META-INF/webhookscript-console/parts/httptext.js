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

/** Shows a request or a response as it is sent: a first line, HTTP headers, the body. */
import {html, nothing} from 'lit-html';

export function request(message) {
    return html`<pre id="request">${message.method ?? ''} ${message.url ?? '(no URL)'}\n${headerLines(message.headers)}${
        bodyText(message)}</pre>`;
}

export function headerLines(headers = {}) {
    return Object.entries(headers).flatMap(([name, values]) => values.map(value => `${name}: ${value}\n`)).join('');
}

export function bodyText(message) {
    if (message.body === null || message.body === undefined) {
        return '';
    }
    return '\n' + (message.bodyEncoding === 'base64' ? `(bytes, as base64)\n${message.body}` : pretty(message.body));
}

/** JSON in lines; any other text as it is. */
export function pretty(text) {
    const value = jsonOf(text);
    return value === undefined ? text : JSON.stringify(value, null, 2);
}

/** The JSON structure of a text; undefined when it is none, or when a number would lose digits. */
export function jsonOf(text) {
    if (typeof text !== 'string' || !/^\s*[[{]/.test(text)) {
        return undefined;
    }
    try {
        return /\d{16}/.test(text) && exactNumbersLost(text) ? undefined : JSON.parse(text);
    } catch (other) {
        return undefined;
    }
}

/** JavaScript's numbers hold 15 digits; a longer id would be shown wrong, and so the text is shown as it is. */
function exactNumbersLost(text) {
    const outside = text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
    return (outside.match(/-?\d[\d.eE+-]*/g) ?? []).some(number => number.replace(/[^\d]/g, '').length > 15);
}

export function notes(run) {
    return run.notes?.length ? html`<ul class="hint">${run.notes.map(note => html`<li>${note}</li>`)}</ul>` : nothing;
}
