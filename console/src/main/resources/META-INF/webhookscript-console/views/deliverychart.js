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


/** The chart above the deliveries: of the last hour or the last day, and of one script or all. */
import {html, nothing} from 'lit-html';
import {api} from '../api.js';
import {chart} from '../parts/chart.js';
import {fail} from '../parts/notice.js';
import {ResponseOrder} from '../responseorder.js';

export class DeliveryChart {

    #page;
    #kept;
    #script;
    #summary;
    #summaries = new ResponseOrder();

    hours;

    /** @param kept is called when the user has chosen other hours */
    constructor(page, hours, kept) {
        this.#page = page;
        this.hours = hours;
        this.#kept = kept;
    }

    /** @param script undefined or empty for all */
    async load(script) {
        const hours = this.hours;
        this.#script = script;
        const isLate = this.#summaries.begin();
        try {
            const summary = await api.summary(script, hours);
            if (script === this.#script && hours === this.hours && !isLate()) {
                this.#summary = summary;
                this.#page.redraw();
            }
        } catch (error) {
            fail(error);
        }
    }

    #choose(hours) {
        this.hours = hours;
        this.#kept();
        this.load(this.#script);
        this.#page.redraw();
    }

    draw() {
        const button = (hours, label) => html`<button aria-pressed=${this.hours === hours} data-hours=${hours}
            class=${this.hours === hours ? 'primary' : nothing} @click=${() => this.#choose(hours)}>${label}</button>`;
        return html`<section class="panel" aria-labelledby="chart-title">
            <div class="bar"><h2 id="chart-title">Outcomes and durations of whole deliveries${
                this.#script ? ` of ${this.#script}` : ''}</h2>
                ${button(1, 'Last hour')}${button(24, 'Last day')}</div>
            ${this.#summary ? chart(this.#summary) : html`<p class="hint">Loading…</p>`}</section>`;
    }
}
