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
import {badge, OUTCOMES} from '../parts/badges.js';
import {outcomeField, textField, timeFields} from '../parts/searchfields.js';
import {link} from '../router.js';
import {duration, time} from '../time.js';

export function deliverySearch(filter, change) {
    return html`<form class="filter" role="search" @submit=${event => event.preventDefault()}>
        ${textField('messageId', 'Message id', filter, change, 'wide')}${textField('script', 'Script', filter, change)}
        ${outcomeField(filter, change, OUTCOMES)}${timeFields(filter, change)}
    </form>`;
}

export function deliveryTable(deliveries) {
    return html`<div class="scroll" tabindex="0" role="region"
        aria-label="Deliveries"><table class="list"><thead><tr><th scope="col">Ended</th><th scope="col">Script</th>
        <th scope="col">Outcome</th><th scope="col">Status</th><th scope="col" class="number">Attempts</th>
        <th scope="col" class="number">Duration</th><th scope="col">Message</th><th scope="col">Reason</th></tr></thead>
        <tbody id="deliveries">${repeat(deliveries, each => each.script + each.messageId + each.ended, row)}</tbody>
        </table></div>`;
}

function row(each) {
    return html`<tr><td>${time(each.ended)}</td>
        <td><a href=${link(['scripts', each.script])}>${each.script}</a></td>
        <td>${badge(each.outcome)} ${each.deadLetter ? html`<a href=${link(['dead-letters', each.messageId])}
            aria-label="Dead letter of ${each.messageId}">dead letter</a>` : nothing}</td><td>${each.status ?? nothing}</td>
        <td class="number">${each.attempts}</td><td class="number">${duration(new Date(each.ended) - new Date(each.began))}</td>
        <td><a class="mono" href=${link(['deliveries', each.messageId])}>${each.messageId}</a></td>
        <td>${each.reason}</td></tr>`;
}
