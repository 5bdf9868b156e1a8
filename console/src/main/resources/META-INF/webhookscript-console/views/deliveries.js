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
import {chart} from '../parts/chart.js';
import {fail} from '../parts/notice.js';
import {keepQuery, link} from '../router.js';
import {delivery} from './delivery.js';
import {deliverySearch, deliveryTable} from './deliverylist.js';

const PAGE = 50;

/** @param messageId shows the deliveries of this message only; undefined for the search */
export function deliveriesView(page, messageId) {
    return new DeliveriesView(page, messageId);
}

class DeliveriesView {

    #page;
    #messageId;
    #filter;
    #hours;
    #list;
    #summary;
    #asked = 0;
    #typing;
    #live;

    constructor(page, messageId) {
        this.#page = page;
        this.#messageId = messageId;
        this.title = messageId ? `Message ${messageId}` : 'Deliveries';
        const {hours, ...filter} = Object.fromEntries(page.query);
        this.#filter = filter;
        this.#hours = hours === '24' ? 24 : 1;
        if (page.about.deliveryLog) {
            this.#load();
            this.#loadSummary();
            this.#live = new Live(() => this.#renew(), 5);
        }
    }

    close() {
        clearTimeout(this.#typing);
        this.#live?.close();
    }

    #query(more) {
        return this.#messageId ? {messageId: this.#messageId, ...more} : {...this.#filter, ...more};
    }

    async #load() {
        const asked = ++this.#asked;
        try {
            const list = await api.deliveries(this.#query({limit: PAGE}));
            if (asked === this.#asked) {
                this.#list = list;
                this.#page.redraw();
            }
        } catch (error) {
            fail(error);
        }
    }

    async #loadSummary() {
        if (this.#messageId) {
            return;
        }
        const {script} = this.#filter;
        const hours = this.#hours;
        try {
            const summary = await api.summary(script, hours);
            if (script === this.#filter.script && hours === this.#hours) {
                this.#summary = summary;
                this.#page.redraw();
            }
        } catch (error) {
            fail(error);
        }
    }

    /** New deliveries appear by themselves as long as the reader has not gone to older pages. */
    async #renew() {
        if (this.#list && this.#list.deliveries.length <= PAGE) {
            await this.#load();
        }
        await this.#loadSummary();
    }

    async #more() {
        const asked = this.#asked;
        try {
            const next = await api.deliveries(this.#query({limit: PAGE, before: this.#list.next}));
            if (asked === this.#asked) {
                this.#list = {...next, deliveries: [...this.#list.deliveries, ...next.deliveries]};
                this.#page.redraw();
            }
        } catch (error) {
            fail(error);
        }
    }

    #change(name, value, typed = false) {
        this.#filter = {...this.#filter, [name]: value};
        keepQuery({...this.#filter, hours: this.#hours === 24 ? 24 : ''});
        clearTimeout(this.#typing);
        this.#typing = setTimeout(() => {
            this.#load();
            if (name === 'script') {
                this.#loadSummary();
            }
        }, typed ? 200 : 0);
    }

    #choose(hours) {
        this.#hours = hours;
        keepQuery({...this.#filter, hours: hours === 24 ? 24 : ''});
        this.#loadSummary();
        this.#page.redraw();
    }

    draw() {
        if (!this.#page.about.deliveryLog) {
            return html`<h1>Deliveries</h1><p>This application keeps no delivery log. Set the component option
                <code>deliveryLog</code> to see its deliveries here.</p>`;
        }
        return this.#messageId ? this.#message() : html`<h1>Deliveries</h1>${deliverySearch(this.#filter, (...change) => this.#change(...change))}${this.#chart()}${this.#table()}`;
    }

    #message() {
        const found = this.#list?.deliveries;
        return html`<p><a href=${link(['deliveries'])}>All deliveries</a></p>
            <h1>Message <span class="mono">${this.#messageId}</span></h1>
            ${!found ? html`<p class="hint">Loading…</p>` : found.length === 0
                ? html`<p id="none">The delivery log has no delivery of this message. It may still be in progress, or it is older
                    than the log.</p>`
                : found.map(each => delivery(each))}`;
    }

    #chart() {
        const button = (hours, label) => html`<button aria-pressed=${this.#hours === hours} data-hours=${hours}
            class=${this.#hours === hours ? 'primary' : nothing} @click=${() => this.#choose(hours)}>${label}</button>`;
        return html`<section class="panel" aria-labelledby="chart-title">
            <div class="bar"><h2 id="chart-title">Outcomes and time of whole deliveries${
                this.#filter.script ? ` of ${this.#filter.script}` : ''}</h2>
                ${button(1, 'Last hour')}${button(24, 'Last day')}</div>
            ${this.#summary ? chart(this.#summary) : html`<p class="hint">Loading…</p>`}</section>`;
    }

    #table() {
        const list = this.#list;
        if (!list) {
            return html`<p class="hint">Loading…</p>`;
        }
        return html`<p class="hint" role="status" id="count">${list.deliveries.length === 0 ? 'No delivery matches.'
            : `${list.deliveries.length} ${list.deliveries.length === 1 ? 'delivery' : 'deliveries'}, the newest first.`}
            ${list.dropped > 0 ? `${list.dropped} deliveries were not stored.` : nothing}</p>
            ${list.deliveries.length === 0 ? nothing : deliveryTable(list.deliveries)}
            ${list.next === null ? nothing : html`<p><button id="more" @click=${() => this.#more()}>Show older ones</button></p>`}`;
    }
}
