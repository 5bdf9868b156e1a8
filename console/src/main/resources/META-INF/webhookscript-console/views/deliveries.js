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

/** The view of the delivery log: a search, a chart of the last hour or day, and each delivery with its attempts. */
import {html, nothing} from 'lit-html';
import {api} from '../api.js';
import {Live} from '../live.js';
import {PagedList} from '../pagedlist.js';
import {keepQuery} from '../router.js';
import {DeliveryChart} from './deliverychart.js';
import {deliverySearch, deliveryTable} from './deliverylist.js';
import {messageView} from './message.js';

/** @param messageId shows the deliveries of this message only; undefined for the search */
export function deliveriesView(page, messageId) {
    if (!page.about.deliveryLog) {
        return {title: 'Deliveries', draw: noLog};
    }
    return messageId ? messageView(page, messageId) : new DeliveriesView(page);
}

function noLog() {
    return html`<h1>Deliveries</h1><p>This application keeps no delivery log. Set the component option
        <code>deliveryLog</code> to see its deliveries here.</p>`;
}

class DeliveriesView {

    title = 'Deliveries';
    #page;
    #filter;
    #list;
    #chart;
    #typing;
    #live;

    constructor(page) {
        this.#page = page;
        const {hours, ...filter} = Object.fromEntries(page.query);
        this.#filter = filter;
        this.#list = new PagedList(range => api.deliveries({...this.#filter, ...range}), 'deliveries', page.redraw);
        this.#chart = new DeliveryChart(page, hours === '24' ? 24 : 1, () => this.#keep());
        this.#list.load();
        this.#chart.load(filter.script);
        this.#live = new Live(() => this.#renew(), 5);
    }

    close() {
        clearTimeout(this.#typing);
        this.#live.close();
    }

    async #renew() {
        await this.#list.renew();
        await this.#chart.load(this.#filter.script);
    }

    #keep() {
        keepQuery({...this.#filter, hours: this.#chart.hours === 24 ? 24 : ''});
    }

    #change(name, value, typed = false) {
        this.#filter = {...this.#filter, [name]: value};
        this.#keep();
        clearTimeout(this.#typing);
        this.#typing = setTimeout(() => {
            this.#list.load();
            if (name === 'script') {
                this.#chart.load(value);
            }
        }, typed ? 200 : 0);
    }

    draw() {
        return html`<h1>Deliveries</h1>${deliverySearch(this.#filter, (...change) => this.#change(...change))}
            ${this.#chart.draw()}${this.#table()}`;
    }

    #table() {
        const {items, about} = this.#list;
        if (!items) {
            return html`<p class="hint" id="no-list">${this.#list.hint}</p>`;
        }
        return html`<p class="hint" role="status" id="count">${items.length === 0 ? 'No delivery matches.'
            : `${items.length} ${items.length === 1 ? 'delivery' : 'deliveries'}, the newest first.`}
            ${about.dropped > 0 ? `${about.dropped} deliveries were not stored.` : nothing}</p>
            ${items.length === 0 ? nothing : deliveryTable(items)}
            ${this.#list.hasMore() ? html`<p><button id="more" @click=${() => this.#list.more()}>Show older ones</button></p>`
                : nothing}`;
    }
}
