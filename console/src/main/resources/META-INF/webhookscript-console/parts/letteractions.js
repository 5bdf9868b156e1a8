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


/** Sends dead letters again and discards them, after the number of letters was confirmed. A refusal is shown in place. */
import {html, nothing} from 'lit-html';
import {api} from '../api.js';
import {confirmed, LABELS, number} from './letterdialog.js';
import {fail, sentence, tell} from './notice.js';

const DONE = {replay: 'being sent again', discard: 'discarded'};

export class LetterActions {

    #page;
    #changed;
    #refusal;
    #busy = false;

    /** @param changed is called when letters may have changed */
    constructor(page, changed) {
        this.#page = page;
        this.#changed = changed;
    }

    /** Sends one letter again or discards it, with the buttons for it and the refusal. */
    ofOne({messageId, script}) {
        const button = action => html`<button class=${action === 'discard' ? 'danger' : 'primary'} data-letters=${action}
            @click=${() => this.some(action, [{messageId, script}])}>${LABELS[action]}</button>`;
        return html`${this.#page.may('operate') ? html`<div class="bar">${button('replay')}${button('discard')}</div>` : nothing}
            ${this.refusal()}`;
    }

    refusal() {
        return this.#refusal ? html`<p class="refusal" role="alert">${this.#refusal}</p>` : nothing;
    }

    async some(action, letters) {
        await this.#run(async () => {
            const what = letters.length === 1 ? 'this dead letter' : `${letters.length} dead letters`;
            const counts = {};
            letters.forEach(letter => counts[letter.script] = (counts[letter.script] ?? 0) + 1);
            return await confirmed(action, what, letters.length, counts)
                && this.#tellSome(action, await api.changeLetters(action, {messageIds: letters.map(letter => letter.messageId)}));
        });
    }

    #tellSome(action, {changed, unchanged}) {
        if (changed.length > 0) {
            tell(`${number(changed.length)} ${changed.length === 1 ? 'is' : 'are'} ${DONE[action]}.`);
        }
        if (unchanged.length > 0) {
            this.#refusal = html`${number(unchanged.length)} ${unchanged.length === 1 ? 'is' : 'are'} not changed:
                <ul>${unchanged.map(({messageId, reason}) => html`<li><span class="mono">${messageId}</span>: ${reason}</li>`)}</ul>`;
        }
        return true;
    }

    /** All letters that match a filter now; later ones are not part of what was counted. */
    async all(action, filter) {
        await this.#run(async () => {
            const {count, scripts, until} = await api.countLetters(action, filter);
            if (count === 0) {
                this.#refusal = 'No dead letter matches, so there is nothing to do.';
                return true;
            }
            if (!await confirmed(action, number(count), count, scripts, filter.replayed === true)) {
                return false;
            }
            const done = await api.changeLetters(action, {filter: {...given(filter), until}, count});
            tell(action === 'replay' ? `${done.id} has started with ${number(done.selected)}.` : `${number(done.discarded)} ${done.discarded === 1 ? 'is' : 'are'} discarded.`);
            return true;
        });
    }

    /**
     * A second click has no effect meanwhile. The buttons are not disabled, since a dialog gives the focus back to them.
     *
     * @param action gives false when the user has cancelled it
     */
    async #run(action) {
        if (this.#busy) {
            return;
        }
        this.#busy = true;
        this.#refusal = undefined;
        this.#page.redraw();
        try {
            if (await action()) {
                await this.#changed();
            }
        } catch (error) {
            this.#refused(error);
        } finally {
            this.#busy = false;
            this.#page.redraw();
            queueMicrotask(keepFocus);
        }
    }

    #refused(error) {
        if (error.status === undefined) {
            fail(error);
        } else {
            this.#refusal = sentence(error.message);
        }
    }
}

/** The button may be gone with its letter. The redraw was asked for before, so it is over. */
function keepFocus() {
    if (document.activeElement === document.body) {
        document.getElementById('main').focus();
    }
}

/** The values of a filter that are not empty: the server refuses what it does not know. */
function given(filter) {
    return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== ''));
}
