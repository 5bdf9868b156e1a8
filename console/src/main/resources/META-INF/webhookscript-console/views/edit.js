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

/** The view that edits a script: a form and its text side by side. The text is the truth; the form changes it by splices. */
import {html, nothing} from 'lit-html';
import {ref} from 'lit-html/directives/ref.js';
import {api} from '../api.js';
import {formOf} from '../form/form.js';
import {requestForm} from '../form/request.js';
import {generalForm, limitsForm, picker, responseForm, triggersForm} from '../form/sections.js';
import {fail, tell} from '../parts/notice.js';
import {completion, placeholders} from '../source/complete.js';
import {Draft} from '../source/draft.js';
import {Editor} from '../source/editor.js';
import {fileActions} from './fileactions.js';
import {problemList} from './problemlist.js';
import {scriptHead} from './tabs.js';
import {testResults} from './tests.js';

/** The pause after a key press before the text is checked. */
const PAUSE = 250;

export function editView(page, name) {
    return new EditView(page, name);
}

class EditView {

    #page;
    #name;
    #script;
    #draft;
    #data;
    #editor;
    #timer;
    #lastTree;
    #filter = '';
    #results;
    #field;
    #failure = '';
    #readOnly = true;
    #keys = event => saveByKey(event);
    #host = element => this.#mount(element);

    constructor(page, name) {
        this.#page = page;
        this.#name = name;
        this.title = `Edit ${name}`;
        addEventListener('keydown', this.#keys);
        this.#load();
    }

    close() {
        removeEventListener('keydown', this.#keys);
        clearTimeout(this.#timer);
        this.#editor?.close();
    }

    async #load() {
        try {
            const [draft, data] = await Promise.all([Draft.open(this.#name), api.completion()]);
            this.#draft = draft;
            this.#data = data;
            this.#readOnly = !draft.editable || !this.#page.may('edit');
            this.#script = draft.base ? await loaded(this.#name) : undefined;
            this.#page.redraw();
            await this.#check();
            if (draft.savedElsewhere) {
                tell('The file has changed since this text was begun. Saving shows what differs.', 'warn');
            }
        } catch (error) {
            this.#failure = error.message;
            fail(error);
            this.#page.redraw();
        }
    }

    /** The editor is made once, when its place is in the page. */
    #mount(element) {
        if (element && !this.#editor) {
            this.#editor = new Editor(element, {label: 'Text of the script, YAML', readOnly: this.#readOnly,
                complete: this.#readOnly ? undefined : completion(this.#page.schema, this.#data),
                changed: text => this.#typed(text), focused: () => { this.#field = undefined; }});
            this.#editor.show(this.#draft.text);
        }
    }

    #typed(text) {
        this.#draft.change(text);
        this.#results = undefined;
        this.#page.redraw();
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#check(), PAUSE);
    }

    async #check() {
        try {
            await this.#draft.recheck();
            this.#shown();
        } catch (error) {
            fail(error);
        }
    }

    /** Shows the result of the check in the editor and in the form. */
    #shown() {
        this.#lastTree = this.#draft.check.tree ?? this.#lastTree;
        this.#editor?.show(this.#draft.text);
        if (this.#draft.checked) {
            this.#editor?.mark(this.#draft.check.problems);
        }
        this.#page.redraw();
    }

    async #edit(splice) {
        try {
            await this.#draft.edit(splice);
            this.#results = undefined;
            this.#shown();
        } catch (error) {
            this.#page.redraw();
            fail(error);
        }
    }

    /** Inserts a placeholder in the field that last had the focus, else in the text. */
    #insert(text) {
        const field = this.#field;
        if (field?.isConnected) {
            field.focus();
            field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
            field.dispatchEvent(new Event('change'));
        } else {
            this.#editor.insert(text);
        }
    }

    async #test() {
        try {
            this.#results = (await api.test(this.#name, this.#draft.text)).tests;
        } catch (error) {
            fail(error);
        }
        this.#page.redraw();
    }

    draw() {
        if (!this.#draft) {
            return html`<h1>${this.#name}</h1><p class="hint">${this.#failure || 'Loading…'}</p>`;
        }
        return html`${scriptHead(this.#name, 'edit', this.#page, this.#script, this.#draft.changed)}
            ${this.#readOnly ? html`<p class="hint" id="read-only">This text can only be read: ${this.#draft.editable
                ? 'your role does not include editing.' : 'its file is not in the folder that the console may write.'}</p>`
                : fileActions(this.#page, this.#draft, () => this.#saved())}
            <div class="columns editing">
                ${this.#readOnly ? nothing : html`<section class="panel" aria-labelledby="form-title">
                    <h2 id="form-title">Form</h2>${this.#form()}</section>`}
                <section class="panel text" aria-labelledby="text-title"><h2 id="text-title">Text</h2>
                    <div class="editor" id="editor" ${ref(this.#host)}></div>${
                        problemList(this.#draft.checked, this.#draft.check.problems, at => this.#editor.goTo(at))}
                    <div class="bar"><button type="button" id="run-tests" ?disabled=${!this.#draft.checked || !this.#draft.check.valid}
                        @click=${() => this.#test()}>Run the tests</button></div>
                    ${this.#results ? testResults(this.#results) : nothing}</section>
            </div>`;
    }

    async #saved() {
        try {
            this.#script = await loaded(this.#name);
        } catch (error) {
            fail(error);
        }
        this.#shown();
    }

    #form() {
        const form = formOf({draft: this.#draft, schema: this.#page.schema, order: this.#page.order, lastTree: this.#lastTree,
            readOnly: false, edit: splice => this.#edit(splice), focused: event => { this.#field = event.target; }});
        return html`${form.locked ? html`<p class="problems" id="locked">The text is not YAML at the moment. The form shows the
                last values, and cannot be changed until the text is correct.</p>` : nothing}
            ${picker(placeholders(this.#draft.text, this.#data), text => this.#insert(text), this.#filter,
                filter => { this.#filter = filter; this.#page.redraw(); })}
            ${generalForm(form, this.#data.useCases.map(each => each.name), this.#draft.base !== undefined)}
            ${requestForm(form)}${limitsForm(form)}${responseForm(form)}${triggersForm(form)}`;
    }
}

/** The state of the script; undefined when there is only its file. */
async function loaded(name) {
    try {
        return await api.script(name);
    } catch (error) {
        if (error.code === 'no-script') {
            return undefined;
        }
        throw error;
    }
}

/** Ctrl+S opens the dialog that saves, as in every editor. */
function saveByKey(event) {
    if ((event.ctrlKey || event.metaKey) && event.key === 's') {
        event.preventDefault();
        document.getElementById('save')?.click();
    }
}
