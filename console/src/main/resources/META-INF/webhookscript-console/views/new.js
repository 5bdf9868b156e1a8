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

/** The view that begins a new script: from a template, as a copy, or from a request of another tool. */
import {html, nothing} from 'lit-html';
import {api} from '../api.js';
import {fail, tell} from '../parts/notice.js';
import {go} from '../router.js';
import {Draft} from '../source/draft.js';
import {NAME, NAME_HINT} from './fileactions.js';

export function newView(page) {
    return new NewView(page);
}

class NewView {

    title = 'New script';
    #page;
    #templates = [];
    #from;
    #kind;
    #drafts;

    constructor(page) {
        this.#page = page;
        this.#from = page.query.get('from') ?? '';
        this.#kind = this.#from ? 'from' : 'template';
        this.#load();
    }

    async #load() {
        try {
            this.#templates = (await api.templates()).templates;
        } catch (error) {
            fail(error);
        }
        this.#page.redraw();
    }

    async #begin(event) {
        event.preventDefault();
        const given = new FormData(event.target);
        const name = given.get('name')?.trim();
        try {
            if (this.#kind === 'postman') {
                this.#drafts = (await api.draft({postman: given.get('postman')})).drafts;
                this.#page.redraw();
                return;
            }
            this.#edit(await api.draft({name, [this.#kind]: given.get(this.#kind)}));
        } catch (error) {
            fail(error);
        }
    }

    /** The text is a draft until it is saved. The address changes first, since a new view clears the message. */
    #edit({name, source, notes}) {
        Draft.create(name, source);
        go(['scripts', name, 'edit']);
        if (notes?.length > 0) {
            setTimeout(() => tell(html`<ul>${notes.map(note => html`<li>${note}</li>`)}</ul>`, 'warn'), 50);
        }
    }

    draw() {
        const kind = (id, label) => html`<label class="inline"><input type="radio" name="kind" .checked=${this.#kind === id}
            @change=${() => { this.#kind = id; this.#page.redraw(); }}> ${label}</label>`;
        return html`<h1>New script</h1>
            ${this.#page.about.folder ? nothing : html`<p class="problems">The console has no folder that it may write, so a new script
                cannot be saved.</p>`}
            <form class="panel narrow" @submit=${event => this.#begin(event)}>
                ${this.#kind === 'postman' ? nothing : this.#name()}
                <fieldset><legend>Begin with</legend>${kind('template', 'a template')}${kind('from', 'a copy of a script')}
                    ${kind('curl', 'a cURL command')}${kind('postman', 'a Postman collection')}</fieldset>
                ${this.#content()}
                <div class="bar"><button class="primary" id="begin">Begin</button>
                    <span class="hint">Nothing is saved yet.</span></div>
            </form>
            ${this.#drafts ? this.#found() : nothing}`;
    }

    #name() {
        return html`<label for="name">Name</label>
            <input id="name" name="name" required pattern=${NAME} autocomplete="off" spellcheck="false" aria-describedby="name-hint"
                .value=${this.#from ? `${this.#from}-copy`.slice(0, 63) : ''}>
            <p class="hint" id="name-hint">${NAME_HINT}</p>`;
    }

    /** The scripts of a collection, each of which is edited and saved on its own. */
    #found() {
        return html`<section class="panel narrow" aria-labelledby="found-title"><h2 id="found-title">Requests of the collection</h2>
            <ul id="found">${this.#drafts.map(draft => html`<li>${draft.path}: ${draft.source
                ? html`<button type="button" @click=${() => this.#edit(draft)}>Edit ${draft.name}</button>`
                : html`no script can be made.`}
                ${draft.notes.length === 0 ? nothing : html`<ul class="hint">${draft.notes.map(note => html`<li>${note}</li>`)}</ul>`}</li>`)}
            </ul></section>`;
    }

    #content() {
        const pasted = (id, label, hint) => html`<label for=${id}>${label}</label>
            <textarea id=${id} name=${id} required rows="8" spellcheck="false" aria-describedby="${id}-hint"></textarea>
            <p class="hint" id="${id}-hint">${hint} Credentials become secrets, and their values are left out.</p>`;
        if (this.#kind === 'curl') {
            return pasted('curl', 'cURL command', 'The command is read and not run.');
        }
        if (this.#kind === 'postman') {
            return pasted('postman', 'Postman collection (JSON, version 2.1)', 'The text of the exported file.');
        }
        if (this.#kind === 'from') {
            return html`<label for="from">Script to copy</label>
                <input id="from" name="from" required .value=${this.#from} spellcheck="false">`;
        }
        return html`<fieldset id="templates"><legend>Template</legend>${this.#templates.map((each, i) => html`<label class="inline">
            <input type="radio" name="template" value=${each.id} ?checked=${i === 0}> <strong>${each.title}</strong>
            <small>${each.description}</small></label>`)}</fieldset>`;
    }
}
