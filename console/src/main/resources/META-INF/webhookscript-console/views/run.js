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

/** The view that tries a script: an event on the left, the request of the dry run on the right, the real run below. */
import {html} from 'lit-html';
import {api} from '../api.js';
import {keep, kept} from '../drafts.js';
import {fail} from '../parts/notice.js';
import {Draft} from '../source/draft.js';
import {DryRun} from './dryrun.js';
import {eventForm} from './eventform.js';
import {RealRun} from './realrun.js';
import {EMPTY, inputOf, runOf} from './runinput.js';
import {scriptHead} from './tabs.js';

export function runView(page, name) {
    return new RunView(page, name);
}

class RunView {

    #page;
    #name;
    #script;
    #draft;
    #input;
    #dryRun;
    #real;

    constructor(page, name) {
        this.#page = page;
        this.#name = name;
        this.title = `Run ${name}`;
        this.#input = kept('run', name);
        this.#load();
    }

    close() {
        this.#dryRun?.close();
    }

    async #load() {
        try {
            [this.#script, this.#draft] = await Promise.all([api.script(this.#name), Draft.open(this.#name)]);
            this.#input ??= this.#script.tests.length > 0 ? inputOf(this.#script.tests[0]) : EMPTY;
            this.#dryRun = new DryRun(this.#draft, () => this.#run(), this.#page.redraw);
            this.#real = new RealRun(this.#page, this.#script, this.#draft, () => this.#changed());
            this.#page.redraw();
            await this.#dryRun.ask();
        } catch (error) {
            fail(error);
        }
    }

    #run() {
        return runOf(this.#name, this.#input);
    }

    #changed() {
        this.#page.redraw();
        this.#dryRun.askLater();
    }

    #change(input) {
        this.#input = input;
        keep('run', this.#name, input);
        this.#changed();
    }

    /** Goes on after the server was away. */
    async resume() {
        await this.#dryRun?.ask();
    }

    draw() {
        if (!this.#real) {
            return html`<h1>Run ${this.#name}</h1><p class="hint">Loading…</p>`;
        }
        return html`${scriptHead(this.#name, 'run', this.#page, this.#script, this.#draft.changed)}
            <div class="columns">${eventForm(this.#script.tests, this.#input, input => this.#change(input))}${this.#dryRun.draw()}</div>
            ${this.#real.draw(() => this.#run())}`;
    }
}
