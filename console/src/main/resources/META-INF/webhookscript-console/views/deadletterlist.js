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


/** The search form for dead letters, their table, and the buttons for those that are ticked or all. */
import {html, nothing} from 'lit-html';
import {live} from 'lit-html/directives/live.js';
import {repeat} from 'lit-html/directives/repeat.js';
import {badge, letterState, OUTCOMES} from '../parts/badges.js';
import {choiceField, outcomeField, textField, timeFields} from '../parts/searchfields.js';
import {link} from '../router.js';
import {time} from '../time.js';

const STATES = {'': 'open', again: 'sent again', all: 'all'};
const NAMES = ['script', 'outcome', 'status', 'from', 'until', 'text'];

/** The filter of the server. */
export function filterOf(search) {
    const filter = Object.fromEntries(NAMES.map(name => [name, search[name]]));
    return {...filter, replayed: search.state === 'all' ? undefined : search.state === 'again'};
}

export function letterSearch(search, change) {
    return html`<form class="filter" role="search" @submit=${event => event.preventDefault()}>
        ${textField('text', 'Text of the reason', search, change)}${textField('script', 'Script', search, change)}
        ${choiceField('state', 'State', search, change, STATES)}
        ${outcomeField(search, change, OUTCOMES.filter(code => code !== 'delivered'))}
        <div><label for="status">Status</label><input id="status" type="number" min="100" max="599" .value=${search.status ?? ''}
            @input=${event => change('status', event.target.value, true)}></div>
        ${timeFields(search, change)}
    </form>`;
}

/**
 * @param chosen the letters that are ticked; without any, all that match are meant
 * @param most   so many letters can be ticked
 */
export function selectionBar({chosen, actions, most, filter, untick}) {
    const number = chosen.length;
    const button = (action, label) => html`<button class=${action === 'discard' ? 'danger' : nothing} data-letters=${action}
        ?disabled=${number > most} @click=${() => number === 0 ? actions.all(action, filter) : actions.some(action, chosen)}>${
            label}</button>`;
    return html`<div class="bar" id="selection" role="group" aria-label="Actions for the dead letters">
        ${button('replay', number === 0 ? 'Send all matches again…' : `Send ${number} ticked ${number === 1 ? 'letter' : 'letters'} again…`)}
        ${button('discard', number === 0 ? 'Discard all matches…' : `Discard ${number} ticked ${number === 1 ? 'letter' : 'letters'}…`)}
        ${number === 0 ? nothing : html`<button id="untick" @click=${untick}>Untick all</button>`}
        ${number > most ? html`<span class="hint">At most ${most} letters can be ticked at once. To select more, untick all and
            use the search.</span>` : nothing}</div>${actions.refusal()}`;
}

/**
 * @param ticked the message ids that are ticked; false when the user may change nothing
 * @param tick   is called with message ids and whether they are ticked
 */
export function letterTable(letters, ticked, tick) {
    const box = (label, checked, ids) => html`<input type="checkbox" aria-label=${label} .checked=${live(checked)}
        @change=${event => tick(ids, event.target.checked)}>`;
    const all = letters.map(letter => letter.messageId);
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Dead letters"><table class="list"><thead><tr>
        ${ticked ? html`<th scope="col">${box('Tick all that are shown', all.every(id => ticked.has(id)), all)}</th>` : nothing}
        <th scope="col">Failed</th><th scope="col">Script</th><th scope="col">Outcome</th><th scope="col">Status</th>
        <th scope="col">State</th><th scope="col">Message</th><th scope="col">Reason</th></tr></thead>
        <tbody id="letters">${repeat(letters, letter => letter.messageId, letter => html`<tr data-letter=${letter.messageId}>
            ${ticked ? html`<td>${box(`Tick ${letter.messageId}`, ticked.has(letter.messageId), [letter.messageId])}</td>` : nothing}
            <td>${time(letter.failedAt)}</td><td><a href=${link(['scripts', letter.script])}>${letter.script}</a></td>
            <td>${badge(letter.outcome)}</td><td>${letter.status ?? nothing}</td>
            <td>${letterState(letter.state)} ${replayNote(letter)}</td>
            <td><a class="mono" href=${link(['dead-letters', letter.messageId])}>${letter.messageId}</a></td>
            <td>${letter.reason}</td></tr>`)}</tbody></table></div>`;
}

/** When a letter was sent again, or how often it was without success. */
export function replayNote({state, replays, replayedAt}) {
    const often = replays === 1 ? 'once' : `${replays} times`;
    if (state === 'open') {
        return replays === 0 ? nothing : html`<small>was sent again ${often}, and failed again</small>`;
    }
    return html`<small>${time(replayedAt)}${replays > 1 ? `, ${often} in all` : nothing}</small>`;
}
