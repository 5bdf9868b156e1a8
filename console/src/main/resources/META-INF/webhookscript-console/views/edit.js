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

/** The view of a script's text: the form and the editor side by side, which show one draft. */
import {html, nothing} from 'lit-html';
import {api} from '../api.js';
import {builder} from '../form/builder.js';
import {FieldEdits} from '../form/fieldedits.js';
import {formOf} from '../form/form.js';
import {Picker} from '../form/picker.js';
import {fail, tell, trying} from '../parts/notice.js';
import {completion, placeholders} from '../source/complete.js';
import {Draft} from '../source/draft.js';
import {fileActions, saveByKey} from './fileactions.js';
import {scriptHead} from './tabs.js';
import {TestRun} from './testrun.js';
import {TextPanel} from './textpanel.js';

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
    #text;
    #edits;
    #picker;
    #tests;
    #timer;
    #lastTree;
    #failure = '';
    #readOnly = true;

    constructor(page, name) {
        this.#page = page;
        this.#name = name;
        this.title = `Edit ${name}`;
        this.#picker = new Picker(page.redraw);
        addEventListener('keydown', saveByKey);
        this.#load();
    }

    close() {
        removeEventListener('keydown', saveByKey);
        clearTimeout(this.#timer);
        this.#text?.close();
    }

    async #load() {
        try {
            const [draft, data] = await Promise.all([Draft.open(this.#name), api.completion()]);
            this.#draft = draft;
            this.#data = data;
            this.#edits = new FieldEdits(draft, () => this.#shown());
            this.#tests = new TestRun(draft, this.#page.redraw);
            this.#readOnly = !draft.editable || !this.#page.may('edit');
            this.#text = new TextPanel(draft, {readOnly: this.#readOnly,
                complete: this.#readOnly ? undefined : completion(this.#page.schema, data),
                changed: text => this.#typed(text), focused: () => this.#picker.focused(undefined)});
            this.#script = draft.base ? await api.scriptIfLoaded(this.#name) : undefined;
            this.#page.redraw();
            await this.#check();
            if (draft.savedElsewhere) {
                tell('The file has changed since you began to edit. The page shows the difference when you save.', 'warn');
            }
        } catch (error) {
            this.#failure = error.message;
            fail(error);
            this.#page.redraw();
        }
    }

    #typed(text) {
        this.#draft.change(text);
        this.#page.redraw();
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#check(), PAUSE);
    }

    async #check() {
        await trying(() => this.#draft.recheck())();
        this.#shown();
    }

    /** Shows the text and the result of its check in the editor and in the form. */
    #shown() {
        this.#lastTree = this.#draft.check.tree ?? this.#lastTree;
        this.#text.show();
        this.#page.redraw();
    }

    /** Goes on after the server was away: with what it could not check, and with what the form could not write. */
    async resume() {
        if (this.#draft && !this.#draft.checked) {
            await this.#check();
        }
        await this.#edits?.resume();
    }

    draw() {
        if (!this.#draft) {
            return html`<h1>${this.#name}</h1><p class="hint">${this.#failure || 'Loading…'}</p>`;
        }
        return html`${scriptHead(this.#name, 'edit', this.#page, this.#script, this.#draft.changed)}
            ${this.#readOnly ? html`<p class="hint" id="read-only">This text can only be read: ${this.#draft.editable
                ? 'your role does not include editing.' : 'its file is not in the folder in which the console saves scripts.'}</p>`
                : fileActions(this.#page, this.#draft, discarded => this.#saved(discarded))}
            <div class="columns editing">
                ${this.#readOnly ? nothing : html`<section class="panel" aria-labelledby="form-title">
                    <h2 id="form-title">Form</h2>${this.#form()}</section>`}
                ${this.#text.draw(this.#tests, this.#readOnly ? nothing
                    : this.#picker.draw(placeholders(this.#draft.text, this.#data), this.#text))}
            </div>`;
    }

    async #saved(discarded) {
        if (discarded) {
            this.#edits.forget();
        }
        this.#script = await trying(api.scriptIfLoaded)(this.#name);
        this.#shown();
    }

    #form() {
        const form = formOf({draft: this.#draft, schema: this.#page.schema, order: this.#page.order, lastTree: this.#lastTree,
            edits: this.#edits, data: this.#data, tests: this.#tests.forForm(this.#page.may('try'), this.#edits, this.#page.order),
            focused: event => this.#picker.focused(event.target), goTo: at => this.#text.goTo(at), goToLine: line => this.#text.goToLine(line)});
        return builder(form, this.#draft.base !== undefined);
    }
}
