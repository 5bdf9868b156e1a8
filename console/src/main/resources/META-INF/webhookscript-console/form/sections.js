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

/** The other parts of the form: general, limits, response, triggers. */
import {html, nothing} from 'lit-html';
import {live} from 'lit-html/directives/live.js';
import {find, valueOf} from '../source/tree.js';
import {check, choice, folded, group, idOf, problemsAt, text} from './fields.js';
import {table} from './table.js';

/** @param saved whether the script exists: its use case cannot change then */
export function generalForm(form, useCases, saved) {
    return group('General',
        text(form, ['description'], 'Description', {rows: 2}),
        text(form, ['tenant'], 'Tenant'),
        choice(form, ['useCase'], saved ? 'Use case (cannot change)' : 'Use case', useCases, {none: 'any', readOnly: saved}),
        choice(form, ['execution'], 'Execution', ['sync', 'async'], {none: 'sync'}),
        check(form, ['active'], 'Active', true),
        table(form, ['context'], 'context values'));
}

const LIMITS = [
    [['limits', 'timeout'], 'Timeout of an attempt'], [['limits', 'total'], 'Time of the whole delivery'],
    [['limits', 'rate', 'requests'], 'Rate: calls'], [['limits', 'rate', 'per'], 'Rate: in'],
    [['limits', 'retry', 'maxAttempts'], 'Attempts at most'], [['limits', 'retry', 'delay'], 'Wait before the second'],
    [['limits', 'maxRequestSize'], 'Largest request'], [['limits', 'maxResponseSize'], 'Largest response'],
];

export function limitsForm(form) {
    return folded('Limits', find(form.tree, ['limits']) !== undefined, LIMITS.map(([path, label]) => text(form, path, label)));
}

export function responseForm(form) {
    return folded('Response', find(form.tree, ['response']) !== undefined,
        choice(form, ['response', 'type'], 'Read as', ['auto', 'json', 'xml', 'text', 'binary'], {none: 'auto'}),
        table(form, ['response', 'variables'], 'response variables', {value: 'Template'}));
}

export function triggersForm(form) {
    const list = find(form.tree, ['triggers']);
    const items = list?.kind === 'list' ? list.items : [];
    return folded('Triggers and channels', items.length > 0,
        html`<div class="rows">${items.map((item, i) => trigger(form, item, i))}</div>
            <div class="bar"><button type="button" data-add="triggers" ?disabled=${form.locked}
                @click=${() => form.append(['triggers'], {event: 'contact.updated'})}>Add a trigger</button></div>`,
        problemsAt(form, ['triggers']).map(problem => html`<p class="problems">${problem.message}</p>`));
}

function trigger(form, item, i) {
    const path = ['triggers', i];
    const channels = valueOf(find(form.tree, [...path, 'channels'])) ?? [];
    const id = idOf([...path, 'channels']);
    const setChannels = value => {
        const all = value.split(',').map(each => each.trim()).filter(each => each !== '');
        return all.length === 0 ? form.remove([...path, 'channels']) : form.set([...path, 'channels'], all);
    };
    return group(`Trigger ${i + 1}`,
        text(form, [...path, 'event'], 'Event type', {list: false}), text(form, [...path, 'when'], 'Condition', {list: false}),
        html`<label for=${id}>Channels, separated by commas</label>
            <input id=${id} ?readonly=${form.locked || !Array.isArray(channels)} .value=${live([channels].flat().join(', '))}
                @change=${event => setChannels(event.target.value)}>
            <div class="bar"><button type="button" ?disabled=${form.locked} @click=${() => form.remove(path)}>Remove trigger ${
                i + 1}</button></div>`);
}

/** The placeholders of the use case: a click inserts one where the cursor was. */
export function picker(placeholders, insert, filter, typed) {
    const shown = placeholders.filter(each => each.path.toLowerCase().includes(filter.toLowerCase()));
    return folded('Placeholders', false, html`<label for="placeholder-filter">Search the placeholders</label>
        <input id="placeholder-filter" type="search" .value=${live(filter)} @input=${event => typed(event.target.value)}>
        <p class="hint">A placeholder is inserted where the cursor was: in a field or in the text.</p>
        <div class="placeholders" tabindex="0" role="group" aria-label="Placeholders">${shown.map(each =>
            html`<button type="button" title=${each.example ? `for example ${each.example}` : nothing}
                @click=${() => insert(`{{ ${each.path} }}`)}>${each.path}</button>`)}</div>
        ${shown.length === 0 ? html`<p class="hint">No placeholder matches.</p>` : nothing}`);
}
