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


/** Fields of a search form. `change` is called with the name of a filter, its value, and whether it is being typed. */
import {html} from 'lit-html';
import {instantOf, localOf} from '../time.js';
import {wordOf} from './badges.js';

export function textField(id, label, filter, change, kind = '') {
    return html`<div class=${kind === 'wide' ? 'wide-field' : ''}><label for=${id}>${label}</label>
        <input id=${id} type="search" spellcheck="false" .value=${filter[id] ?? ''}
            @input=${event => change(id, event.target.value.trim(), true)}></div>`;
}

/** @param words the words of the choices by their codes; the empty code is the usual choice */
export function choiceField(id, label, filter, change, words) {
    return html`<div><label for=${id}>${label}</label>
        <select id=${id} @change=${event => change(id, event.target.value)}>${Object.entries(words).map(([code, word]) =>
            html`<option .value=${code} ?selected=${(filter[id] ?? '') === code}>${word}</option>`)}</select></div>`;
}

export function outcomeField(filter, change, outcomes) {
    return choiceField('outcome', 'Outcome', filter, change,
        {'': 'all', ...Object.fromEntries(outcomes.map(code => [code, wordOf(code)]))});
}

export function timeFields(filter, change) {
    return [['from', 'From'], ['until', 'Until']].map(([name, label]) => html`<div><label for=${name}>${label}</label>
        <input id=${name} type="datetime-local" max="9999-12-31T23:59" .value=${localOf(filter[name])}
            @change=${event => change(name, instantOf(event.target.value))}></div>`);
}
