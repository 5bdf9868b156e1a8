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
import {go, keepQuery} from '../router.js';
import {Draft} from '../source/draft.js';
import {NAME, NAME_HINT} from './fileactions.js';
import {Operations} from './operations.js';

/** The console accepts no larger requests. */
const MAX_FILE = 4_000_000;

const KINDS = [['template', 'a template'], ['from', 'a copy of a script'], ['curl', 'a cURL command'],
    ['postman', 'a Postman collection'], ['openapi', 'an OpenAPI document']];

/** The button of the kinds of which one script is chosen first. */
const BUTTONS = {postman: 'Show the requests', openapi: 'Show the operations'};

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
    #operations;

    constructor(page) {
        this.#page = page;
        this.#from = page.query.get('from') ?? '';
        const kind = page.query.get('kind');
        this.#kind = KINDS.some(([id]) => id === kind) ? kind : this.#from ? 'from' : 'template';
        this.#operations = new Operations(() => page.redraw(), draft => this.#edit(draft));
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
            if (this.#kind === 'openapi') {
                await this.#operations.read(given.get('openapi'));
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
            @change=${() => this.#choose(id)}> ${label}</label>`;
        return html`<h1>New script</h1>
            ${this.#page.about.folder ? nothing : html`<p class="problems">The console has no folder in which it saves scripts, so a new
                script cannot be saved.</p>`}
            <form class="panel narrow" @submit=${event => this.#begin(event)}>
                ${['postman', 'openapi'].includes(this.#kind) ? nothing : this.#name()}
                <fieldset><legend>Begin with</legend>${KINDS.map(([id, label]) => kind(id, label))}</fieldset>
                ${this.#content()}
                <div class="bar"><button class="primary" id="begin">${BUTTONS[this.#kind] ?? 'Begin'}</button>
                    <span class="hint">Nothing is saved yet.</span></div>
            </form>
            ${this.#kind === 'postman' && this.#drafts ? this.#found() : nothing}
            ${this.#kind === 'openapi' ? this.#operations.draw() : nothing}`;
    }

    #choose(kind) {
        this.#kind = kind;
        keepQuery({from: this.#from, kind});
        this.#page.redraw();
    }

    /** Reads a file of the viewer into the text area; the file itself is not sent. */
    async #read(event, id) {
        const [file] = event.target.files;
        if (!file) {
            return;
        }
        if (file.size > MAX_FILE) {
            tell(`The file is too large: it has ${file.size} bytes, and the limit is ${MAX_FILE} bytes.`, 'bad');
            return;
        }
        document.getElementById(id).value = await file.text();
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
                : html`No script can be made from it.`}
                ${draft.notes.length === 0 ? nothing : html`<ul class="hint">${draft.notes.map(note => html`<li>${note}</li>`)}</ul>`}</li>`)}
            </ul></section>`;
    }

    #file(id, extensions) {
        return html`<label for="${id}-file">Read from a file</label>
            <input id="${id}-file" type="file" accept=${extensions} @change=${event => this.#read(event, id)}>`;
    }

    #content() {
        const pasted = (id, label, hint, text = '') => html`<label for=${id}>${label}</label>
            <textarea id=${id} name=${id} required rows="8" spellcheck="false" aria-describedby="${id}-hint" .value=${text}></textarea>
            <p class="hint" id="${id}-hint">${hint} Credentials become secrets, and their values are left out.</p>`;
        if (this.#kind === 'curl') {
            return pasted('curl', 'cURL command', 'The command is read and not run.');
        }
        if (this.#kind === 'postman') {
            return [this.#file('postman', '.json'),
                pasted('postman', 'Postman collection (JSON, version 2.1)', 'The text of the exported file.')];
        }
        if (this.#kind === 'openapi') {
            return [this.#file('openapi', '.yaml,.yml,.json'), pasted('openapi', 'OpenAPI document (YAML or JSON, version 3.0 or 3.1)',
                'References to other documents are neither read nor downloaded.', this.#operations.text)];
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
