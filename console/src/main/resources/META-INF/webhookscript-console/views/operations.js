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

/** The operations of an OpenAPI document, of which one becomes a script. */
import {html, nothing} from 'lit-html';
import {api} from '../api.js';
import {fail} from '../parts/notice.js';

/** A list that is longer is not read; a search finds the others. */
const MOST = 100;

/** The last document of this tab, so that its next operation can be chosen with the back button. */
let text = '';
let last;

export class Operations {

    #redraw;
    #choose;

    /** @param choose is called with the draft of an operation */
    constructor(redraw, choose) {
        this.#redraw = redraw;
        this.#choose = choose;
    }

    get text() {
        return text;
    }

    async read(given) {
        text = given;
        last = undefined;
        this.#redraw();
        last = {...await api.draft({openapi: given}), search: ''};
        this.#redraw();
        requestAnimationFrame(() => document.getElementById('operation-search')?.focus());
    }

    async #draft(operation) {
        try {
            this.#choose(await api.draft({openapi: text, operation}));
        } catch (error) {
            fail(error);
        }
    }

    #search(event) {
        last.search = event.target.value;
        this.#redraw();
    }

    #found() {
        const words = last.search.toLowerCase().split(/\s+/);
        return last.operations.filter(({operation, id, summary}) => {
            const searched = `${operation} ${id} ${summary}`.toLowerCase();
            return words.every(word => searched.includes(word));
        });
    }

    draw() {
        if (!last) {
            return nothing;
        }
        const found = this.#found();
        return html`<section class="panel narrow" aria-labelledby="operations-title">
            <h2 id="operations-title">Operations of the document</h2>
            <label for="operation-search">Search in method, path, id and summary</label>
            <input id="operation-search" type="search" .value=${last.search} @input=${event => this.#search(event)}>
            <p class="hint" role="status" id="operation-count">${count(found.length, last.operations.length)}</p>
            <ul class="plain-list" id="operations">${found.slice(0, MOST).map(each => this.#operation(each))}</ul>
            ${last.notes.length === 0 ? nothing
                : html`<p class="hint">Not imported:</p><ul class="hint">${last.notes.map(note => html`<li>${note}</li>`)}</ul>`}
        </section>`;
    }

    #operation({operation, method, path, summary, webhook}) {
        return html`<li><button type="button" @click=${() => this.#draft(operation)}><span class="mono">${method} ${path}</span></button>
            ${webhook ? html`<span class="badge">webhook</span>` : nothing} ${summary}</li>`;
    }
}

function count(found, all) {
    const of = `${found} of ${all} ${all === 1 ? 'operation' : 'operations'}`;
    return found > MOST ? `${of}. The first ${MOST} are shown.` : `${of}. Choose one to begin a script with it.`;
}
