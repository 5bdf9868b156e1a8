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

/** States and outcomes as words with a colour; the word alone says it all. */
import {html, nothing} from 'lit-html';
import {time, timeText} from '../time.js';

const KINDS = {
    started: 'ok', suspended: 'warn', stopped: 'warn', inactive: 'warn', gone: 'bad', removed: 'bad', broken: 'bad',
    delivered: 'ok', unusable: 'bad', temporary: 'warn', refused: 'bad', notSent: 'bad',
    closed: 'ok', half_open: 'warn', open: 'bad', forced_open: 'bad',
};

const WORDS = {notSent: 'not sent', half_open: 'half open', forced_open: 'open'};

export const OUTCOMES = ['delivered', 'temporary', 'refused', 'unusable', 'gone', 'notSent'];

export function wordOf(code) {
    return WORDS[code] ?? code;
}

export function badge(code, kind = KINDS[code]) {
    return html`<span class="badge ${kind ?? ''}">${wordOf(code)}</span>`;
}

const LETTERS = {open: ['open', 'bad'], waiting: ['being sent again', 'warn'], delivered: ['sent again', 'ok']};

/** What became of a dead letter. */
export function letterState(state) {
    return badge(...LETTERS[state]);
}

/** The last deliveries of a script, the newest first. */
export function lastOutcomes(last, linkOf) {
    return last.length === 0 ? nothing : html`${last.map(delivery =>
        html`<a class="badge ${KINDS[delivery.outcome]}" href=${linkOf(delivery.messageId)} title="${delivery.messageId}, ${
            delivery.attempts} ${delivery.attempts === 1 ? 'attempt' : 'attempts'}, ${timeText(delivery.at)}">${wordOf(delivery.outcome)}</a> `)}`;
}

/** A file problem with its place; the whole text is in lines. */
export function problems(list, lead = nothing) {
    return list.length === 0 ? nothing : html`<ul class="problems">${list.map(problem =>
        html`<li>${lead}<pre>${problem.message ?? problem.text}</pre></li>`)}</ul>`;
}

export function since(instant) {
    return instant ? html`since ${time(instant)}` : nothing;
}
