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


/** The deliveries of one message, and its dead letter. */
import {html, nothing} from 'lit-html';
import {api} from '../api.js';
import {Live} from '../live.js';
import {PagedList} from '../pagedlist.js';
import {letterState} from '../parts/badges.js';
import {LetterActions} from '../parts/letteractions.js';
import {link} from '../router.js';
import {delivery} from './delivery.js';

export function messageView(page, messageId) {
    return new MessageView(page, messageId);
}

class MessageView {

    #page;
    #messageId;
    #list;
    #actions;
    #live;

    constructor(page, messageId) {
        this.#page = page;
        this.#messageId = messageId;
        this.title = `Message ${messageId}`;
        this.#list = new PagedList(range => api.deliveries({messageId, ...range}), 'deliveries', page.redraw);
        this.#actions = new LetterActions(page, () => this.#list.load());
        this.#list.load();
        this.#live = new Live(() => this.#list.renew(), 5);
    }

    close() {
        this.#live.close();
    }

    draw() {
        const found = this.#list.items;
        return html`<p><a href=${link(['deliveries'])}>All deliveries</a></p>
            <h1>Message <span class="mono">${this.#messageId}</span></h1>
            ${!found ? html`<p class="hint">${this.#list.hint}</p>` : found.length === 0
                ? html`<p id="none">The delivery log has no delivery of this message. It may still be in progress, or it is older
                    than the log.</p>`
                : html`${this.#letter(found)}${found.map(each => delivery(each))}`}`;
    }

    /** A message has one dead letter at most, however often it has failed. */
    #letter(found) {
        const failed = found.find(each => each.deadLetter);
        return failed === undefined ? this.#actions.refusal() : html`<section class="panel" aria-labelledby="letter-title">
            <h2 id="letter-title">Dead letter ${letterState(failed.deadLetter)}</h2>
            <p><a href=${link(['dead-letters', this.#messageId])}>The dead letter of this message</a></p>
            ${this.#actions.ofOne(failed)}</section>`;
    }
}
