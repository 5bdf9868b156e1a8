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

/** The fields of an event to try a script with. */
import {html, nothing} from 'lit-html';
import {live} from 'lit-html/directives/live.js';
import {inputOf} from './runinput.js';

/**
 * @param tests  the tests of the script, whose events can be taken
 * @param input  what is typed
 * @param change is called with the whole input after each change
 */
export function eventForm(tests, input, change) {
    const typed = (part, event) => change({...input, [part]: event.target.value});
    const text = (part, label, rows, hint) => html`<label for=${part}>${label}</label>
        <textarea id=${part} rows=${rows} spellcheck="false" aria-describedby="${part}-hint"
            .value=${live(input[part])} @input=${event => typed(part, event)}></textarea>
        <p class="hint" id="${part}-hint">${hint}</p>`;
    return html`<section class="panel" aria-labelledby="event-title"><h2 id="event-title">Event</h2>
        ${tests.length === 0 ? nothing : html`<label for="test">Use the event of a test</label>
            <select id="test" @change=${event => event.target.value === '' ? undefined : change(inputOf(tests[Number(event.target.value)]))}>
                <option value="">choose a test</option>
                ${tests.map((test, i) => html`<option .value=${String(i)}>${test.name}</option>`)}
            </select>`}
        ${text('event', 'Event', 12, 'JSON, or text of another media type.')}
        <label for="contentType">Media type</label>
        <input id="contentType" .value=${live(input.contentType)} list="types" @input=${event => typed('contentType', event)}>
        <datalist id="types"><option value="application/json"></option><option value="text/plain"></option>
            <option value="application/xml"></option></datalist>
        <details ?open=${[input.variables, input.headers, input.context].some(value => value !== '')}>
            <summary>Variables, headers and context</summary>
            ${text('variables', 'Exchange variables', 3, 'A JSON object, such as {"region": "eu"}.')}
            ${text('headers', 'Message headers', 3, 'A JSON object.')}
            ${text('context', 'Context (dry run only)', 3, 'A JSON object whose values replace those of the script.')}
        </details></section>`;
}
