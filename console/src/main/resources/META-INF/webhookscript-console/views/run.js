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

/** The view that runs a script: the event on the left, the request as the receiver sees it on the right. */
import {html, nothing} from 'lit-html';
import {live} from 'lit-html/directives/live.js';
import {api} from '../api.js';
import {keep, kept} from '../drafts.js';
import {fail} from '../parts/notice.js';
import {notes, request} from '../parts/httptext.js';
import {problems} from '../parts/badges.js';
import {Draft} from '../source/draft.js';
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
    #failure;
    #asked = 0;
    #pause;
    #real;

    constructor(page, name) {
        this.#page = page;
        this.#name = name;
        this.title = `Run ${name}`;
        this.#input = kept('run', name);
        this.#load();
    }

    close() {
        clearTimeout(this.#pause);
    }

    async #load() {
        try {
            [this.#script, this.#draft] = await Promise.all([api.script(this.#name), Draft.open(this.#name)]);
            this.#input ??= this.#script.tests.length > 0 ? inputOf(this.#script.tests[0]) : EMPTY;
            this.#real = new RealRun(this.#page, this.#script, this.#draft, () => this.#changed());
            this.#page.redraw();
            await this.#ask();
        } catch (error) {
            fail(error);
        }
    }

    #changed() {
        this.#page.redraw();
        this.#later();
    }

    #change(part, value) {
        this.#input = {...this.#input, [part]: value};
        keep('run', this.#name, this.#input);
        this.#changed();
    }

    #later() {
        clearTimeout(this.#pause);
        this.#pause = setTimeout(() => this.#ask(), 250);
        this.#asked++;
    }

    /** Makes the dry run of the text as it is now. A late response of an earlier input is dropped. */
    async #ask() {
        const asked = ++this.#asked;
        let run;
        try {
            run = runOf(this.#name, this.#input);
        } catch (unreadable) {
            this.#end(undefined, {message: unreadable.message});
            return;
        }
        try {
            const result = await api.dryRun(this.#draft.changed ? {...run, source: this.#draft.text} : run);
            if (asked === this.#asked) {
                this.#end(result, undefined);
            }
        } catch (error) {
            if (asked === this.#asked) {
                this.#end(undefined, error);
            }
        }
    }

    #end(result, failure) {
        this.#dryRun = result ?? this.#dryRun;
        this.#failure = failure;
        this.#shown = this.#asked;
        this.#page.redraw();
    }

    #shown = -1;

    draw() {
        if (!this.#real) {
            return html`<h1>Run ${this.#name}</h1><p class="hint">Loading…</p>`;
        }
        return html`${scriptHead(this.#name, 'run', this.#page, this.#script, this.#draft.changed)}
            <div class="columns">
                <section class="panel" aria-labelledby="event-title"><h2 id="event-title">Event</h2>${this.#form()}</section>
                <section class="panel" aria-labelledby="request-title">
                    <h2 id="request-title">Request ${this.#shown === this.#asked && !this.#failure ? nothing
                        : html`<span class="badge warn" id="stale">of an earlier event</span>`}</h2>
                    <p class="hint">This is a dry run: nothing is sent, and secrets show as <code>***name***</code>.</p>
                    ${this.#failure ? html`<p class="problems" role="alert" id="failure">${this.#failure.message}</p>
                        ${problems(this.#failure.details?.problems ?? [])}` : nothing}
                    ${this.#dryRun ? html`${this.#dryRun.problems.length === 0 ? nothing : html`<ul class="problems" id="problems">${
                        this.#dryRun.problems.map(problem => html`<li>${problem}</li>`)}</ul>`}
                        ${notes(this.#dryRun)}${request(this.#dryRun)}` : nothing}
                </section>
            </div>
            ${this.#real.draw(() => runOf(this.#name, this.#input))}`;
    }

    #form() {
        const text = (part, label, rows, hint) => html`<label for=${part}>${label}</label>
            <textarea id=${part} rows=${rows} spellcheck="false" aria-describedby="${part}-hint"
                .value=${live(this.#input[part])} @input=${event => this.#change(part, event.target.value)}></textarea>
            <p class="hint" id="${part}-hint">${hint}</p>`;
        return html`${this.#script.tests.length === 0 ? nothing : html`<label for="test">Take the event of a test</label>
                <select id="test" @change=${event => this.#takeTest(event.target)}>
                    <option value="">choose a test</option>
                    ${this.#script.tests.map((test, i) => html`<option .value=${String(i)}>${test.name}</option>`)}
                </select>`}
            ${text('event', 'Event', 12, 'JSON, or text of another media type.')}
            <label for="contentType">Media type</label>
            <input id="contentType" .value=${live(this.#input.contentType)} list="types"
                @input=${event => this.#change('contentType', event.target.value)}>
            <datalist id="types"><option value="application/json"></option><option value="text/plain"></option>
                <option value="application/xml"></option></datalist>
            <details ?open=${[this.#input.variables, this.#input.headers, this.#input.context].some(value => value !== '')}>
                <summary>Variables, headers and context</summary>
                ${text('variables', 'Exchange variables', 3, 'A JSON object, such as {"region": "eu"}.')}
                ${text('headers', 'Message headers', 3, 'A JSON object.')}
                ${text('context', 'Context (dry run only)', 3, 'A JSON object whose values replace those of the script.')}
            </details>`;
    }

    #takeTest(select) {
        if (select.value !== '') {
            this.#input = inputOf(this.#script.tests[Number(select.value)]);
            keep('run', this.#name, this.#input);
            this.#changed();
        }
    }
}
