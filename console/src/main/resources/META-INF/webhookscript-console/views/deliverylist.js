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

/** The search form and the table of the deliveries. */
import {html, nothing} from 'lit-html';
import {repeat} from 'lit-html/directives/repeat.js';
import {badge, OUTCOMES, wordOf} from '../parts/badges.js';
import {link} from '../router.js';
import {duration, instantOf, localOf, time} from '../time.js';

/** @param change is called with the name of a filter, its value, and whether it is being typed */
export function deliverySearch(filter, change) {
    return html`<form class="filter" role="search" @submit=${event => event.preventDefault()}>
        <div class="wide-field"><label for="messageId">Message id</label>
            <input id="messageId" type="search" class="mono" spellcheck="false" .value=${filter.messageId ?? ''}
                @input=${event => change('messageId', event.target.value.trim(), true)}></div>
        <div><label for="script">Script</label>
            <input id="script" type="search" spellcheck="false" .value=${filter.script ?? ''}
                @input=${event => change('script', event.target.value.trim(), true)}></div>
        <div><label for="outcome">Outcome</label>
            <select id="outcome" @change=${event => change('outcome', event.target.value)}>
                <option value="" ?selected=${!filter.outcome}>all</option>
                ${OUTCOMES.map(code => html`<option .value=${code} ?selected=${filter.outcome === code}>${
                    wordOf(code)}</option>`)}</select></div>
        ${[['from', 'From'], ['until', 'Until']].map(([name, label]) => html`<div><label for=${name}>${label}</label>
            <input id=${name} type="datetime-local" .value=${localOf(filter[name])}
                @change=${event => change(name, instantOf(event.target.value))}></div>`)}
    </form>`;
}

export function deliveryTable(deliveries) {
    return html`<div class="scroll" tabindex="0" role="region"
        aria-label="Deliveries"><table><thead><tr><th scope="col">Ended</th><th scope="col">Script</th>
        <th scope="col">Outcome</th><th scope="col">Status</th><th scope="col" class="number">Attempts</th>
        <th scope="col" class="number">Time</th><th scope="col">Message</th><th scope="col">Reason</th></tr></thead>
        <tbody id="deliveries">${repeat(deliveries, each => each.script + each.messageId + each.ended, row)}</tbody>
        </table></div>`;
}

function row(each) {
    return html`<tr><td>${time(each.ended)}</td>
        <td><a href=${link(['scripts', each.script])}>${each.script}</a></td>
        <td>${badge(each.outcome)}</td><td>${each.status ?? nothing}</td>
        <td class="number">${each.attempts}</td><td class="number">${duration(new Date(each.ended) - new Date(each.began))}</td>
        <td><a class="mono" href=${link(['deliveries', each.messageId])}>${each.messageId}</a></td>
        <td>${each.reason}</td></tr>`;
}
