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


/** One dead letter: why the delivery failed, its attempts, and what became of it since. */
import {html, nothing} from 'lit-html';
import {api} from '../api.js';
import {Live} from '../live.js';
import {attemptTable} from '../parts/attempts.js';
import {badge, letterState} from '../parts/badges.js';
import {headerLines, pretty} from '../parts/httptext.js';
import {LetterActions} from '../parts/letteractions.js';
import {fail} from '../parts/notice.js';
import {link} from '../router.js';
import {time} from '../time.js';
import {replayNote} from './deadletterlist.js';

export function deadLetterView(page, messageId) {
    return new DeadLetterView(page, messageId);
}

class DeadLetterView {

    #page;
    #messageId;
    #letter;
    #gone = false;
    #problem;
    #actions;
    #live;

    constructor(page, messageId) {
        this.#page = page;
        this.#messageId = messageId;
        this.title = `Dead letter of ${messageId}`;
        this.#actions = new LetterActions(page, () => this.#load());
        this.#load();
        this.#live = new Live(() => this.#load(), 5);
    }

    close() {
        this.#live.close();
    }

    async #load() {
        try {
            this.#letter = await api.deadLetter(this.#messageId);
            this.#gone = false;
            this.#problem = undefined;
        } catch (error) {
            this.#gone = error.code === 'no-letter';
            this.#problem = error.code === 'unreadable' ? error.message : undefined;
            if (!this.#gone && !this.#problem) {
                fail(error);
            }
        }
        this.#page.redraw();
    }

    draw() {
        return html`<p><a href=${link(['dead-letters'])}>All dead letters</a></p>
            <h1>Dead letter of <span class="mono">${this.#messageId}</span></h1>${this.#content()}`;
    }

    #content() {
        if (this.#gone) {
            return html`<p id="none">There is no dead letter for this message. It may have been discarded, or deleted at the
                end of its retention.</p>${this.#actions.refusal()}`;
        }
        if (this.#problem) {
            return html`<p class="refusal" role="alert">${this.#problem}</p>`;
        }
        return this.#letter ? html`<section class="panel" aria-label="Dead letter by ${this.#letter.script}" id="letter">
            ${this.#facts(this.#letter)}${this.#actions.ofOne(this.#letter)}
            <h2>Attempts</h2>${attemptTable(attemptsOf(this.#letter))}
            ${this.#letter.response ? response(this.#letter.response) : nothing}
            <p class="hint">The store keeps the event, so that it can be sent again. It is not shown, because it may contain personal data.</p>
            </section>` : html`<p class="hint">Loading…</p>`;
    }

    #facts(letter) {
        const rows = [
            ['Script', html`<a href=${link(['scripts', letter.script])}>${letter.script}</a>${
                letter.version ? html` version <code>${letter.version}</code>` : nothing}`],
            ['Tenant', letter.tenant],
            ['State', html`${letterState(letter.state)} ${replayNote(letter)}`],
            ['Failed', time(letter.failedAt)],
            ['Outcome', html`${badge(letter.outcome)} ${letter.status ? `status ${letter.status}` : nothing}`],
            ['Reason', letter.reason],
            ['Source id', letter.sourceId && html`<code>${letter.sourceId}</code>`],
            ['Request', letter.request ? html`<code>${letter.request.method} ${letter.request.url}</code>`
                : 'It could not be rendered.'],
            ['Deliveries', this.#page.about.deliveryLog
                && html`<a href=${link(['deliveries', letter.messageId])}>Deliveries of this message</a>`],
        ];
        return html`<dl class="facts">${rows.filter(([, value]) => value).map(([name, value]) =>
            html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
    }
}

function attemptsOf({attempts = []}) {
    return {attempts: attempts.length, lastAttempts: attempts.map(each => ({...each, reason: each.error}))};
}

function response({headers, body}) {
    return html`<h2>Last response</h2><pre class="response">${headerLines(headers)}${body ? `\n${pretty(body)}` : nothing}</pre>`;
}
