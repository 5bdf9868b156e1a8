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


/** The view of the dead letters: a search, what is done with the letters that it finds, and the replays. */
import {html, nothing} from 'lit-html';
import {api} from '../api.js';
import {Live} from '../live.js';
import {PagedList} from '../pagedlist.js';
import {LetterActions} from '../parts/letteractions.js';
import {keepQuery} from '../router.js';
import {deadLetterView} from './deadletter.js';
import {filterOf, letterSearch, letterTable, selectionBar} from './deadletterlist.js';
import {Replays} from './replays.js';

/** A list is read again after so many looks at the replays if they have not changed. */
const LOOKS = 3;

/** @param messageId shows one letter; undefined for the search */
export function deadLettersView(page, messageId) {
    if (!page.about.deadLetters) {
        return {title: 'Dead letters', draw: noStore};
    }
    return messageId ? deadLetterView(page, messageId) : new DeadLettersView(page);
}

function noStore() {
    return html`<h1>Dead letters</h1><p id="none">This application keeps no dead letters that the console can show, because its
        component has no durable store.</p>
        <p>To keep failed deliveries here, add the module <code>camel-webhookscript-store</code> and set the component option
        <code>store</code>, for example <code>camel.component.webhookscript.store = sqlite:data/webhooks.db</code>. Until then,
        a failed delivery goes to the endpoint in <code>deadLetter</code> of its script or of the component, if there is one.</p>`;
}

class DeadLettersView {

    title = 'Dead letters';
    #page;
    #search;
    #list;
    #ticked = new Set();
    #actions;
    #replays;
    #looks = 0;
    #typing;
    #live;

    constructor(page) {
        this.#page = page;
        this.#search = Object.fromEntries(page.query);
        this.#list = new PagedList(range => api.deadLetters({...filterOf(this.#search), ...range}), 'letters', page.redraw);
        this.#replays = new Replays(page, () => this.#list.renew());
        this.#actions = new LetterActions(page, () => this.#renewed());
        this.#list.load();
        this.#replays.load();
        this.#live = new Live(() => this.#look(), page.about.poll / 1000);
    }

    close() {
        clearTimeout(this.#typing);
        this.#live.close();
    }

    async #renewed() {
        this.#ticked.clear();
        await this.#list.load();
        await this.#replays.load();
    }

    async #look() {
        await this.#replays.load();
        if (++this.#looks % LOOKS === 0) {
            await this.#list.renew();
        }
    }

    #change(name, value, typed = false) {
        this.#search = {...this.#search, [name]: value};
        this.#ticked.clear();
        keepQuery(this.#search);
        clearTimeout(this.#typing);
        this.#typing = setTimeout(() => this.#list.load(), typed ? 200 : 0);
    }

    #tick(messageIds, ticked) {
        messageIds.forEach(id => ticked ? this.#ticked.add(id) : this.#ticked.delete(id));
        this.#page.redraw();
    }

    draw() {
        return html`<h1>Dead letters</h1>${letterSearch(this.#search, (...change) => this.#change(...change))}
            ${this.#replays.draw()}${this.#letters()}`;
    }

    #letters() {
        const {items} = this.#list;
        if (!items) {
            return html`<p class="hint" id="no-list">${this.#list.hint}</p>`;
        }
        const chosen = items.filter(letter => this.#ticked.has(letter.messageId));
        return html`<p class="hint" role="status" id="count">${items.length === 0 ? none(this.#search)
                : `${items.length} ${items.length === 1 ? 'dead letter' : 'dead letters'}${this.#list.hasMore() ? ' and more' : ''},
                    the newest first.`}</p>
            ${this.#page.may('operate') ? selectionBar({chosen, actions: this.#actions, most: this.#page.about.maxLetters,
                filter: filterOf(this.#search), untick: () => this.#tick([...this.#ticked], false)}) : nothing}
            ${items.length === 0 ? nothing : letterTable(items, this.#page.may('operate') && this.#ticked,
                (ids, ticked) => this.#tick(ids, ticked))}
            ${this.#list.hasMore() ? html`<p><button id="more" @click=${() => this.#list.more()}>Show older ones</button></p>`
                : nothing}`;
    }
}

function none(search) {
    return Object.values(search).every(value => !value)
        ? 'There are no open dead letters. Those of a script with an endpoint of its own for dead letters are not shown here.'
        : 'No dead letter matches.';
}
