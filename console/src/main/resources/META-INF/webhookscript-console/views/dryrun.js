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

/** The dry run of an event: the request as the receiver would see it. It follows the event and the text. */
import {html, nothing} from 'lit-html';
import {api} from '../api.js';
import {problems} from '../parts/badges.js';
import {notes, request} from '../parts/httptext.js';

/** The pause after a key press before a request is made. */
const PAUSE = 250;

export class DryRun {

    #draft;
    #runOf;
    #redraw;
    #asked = 0;
    #shown = -1;
    #pause;
    #result;
    #failure;

    /** @param runOf the request for a run of what is typed now; it throws an error when that cannot be read */
    constructor(draft, runOf, redraw) {
        this.#draft = draft;
        this.#runOf = runOf;
        this.#redraw = redraw;
    }

    /** What was asked for an earlier event is out of date from now on. */
    askLater() {
        clearTimeout(this.#pause);
        this.#asked++;
        this.#pause = setTimeout(() => this.ask(), PAUSE);
    }

    close() {
        clearTimeout(this.#pause);
        this.#asked++;
    }

    get isCurrent() {
        return this.#shown === this.#asked;
    }

    /** Makes the dry run of the text as it is now. A late response for an earlier event is dropped. */
    async ask() {
        const asked = ++this.#asked;
        let end;
        try {
            const run = this.#runOf();
            const result = await api.dryRun(this.#draft.changed ? {...run, source: this.#draft.text} : run);
            end = {result};
        } catch (failure) {
            end = {result: this.#result, failure};
        }
        if (asked === this.#asked) {
            this.#result = end.result;
            this.#failure = end.failure;
            this.#shown = asked;
            this.#redraw();
        }
    }

    draw() {
        const failure = this.#failure;
        return html`<section class="panel" aria-labelledby="request-title">
            <h2 id="request-title">Request ${this.isCurrent && !failure ? nothing
                : html`<span class="badge warn" id="stale">of an earlier event</span>`}</h2>
            <p class="hint">This is a dry run: nothing is sent, and secrets are shown as <code>***name***</code>.</p>
            ${failure ? html`<p class="problems" role="alert" id="failure">${failure.message}</p>
                ${problems(failure.details?.problems ?? [])}` : nothing}
            ${this.#result ? this.#request() : nothing}</section>`;
    }

    #request() {
        const result = this.#result;
        return html`${result.problems.length === 0 ? nothing : html`<ul class="problems" id="problems">${
            result.problems.map(problem => html`<li>${problem}</li>`)}</ul>`}${notes(result)}${request(result)}`;
    }
}
