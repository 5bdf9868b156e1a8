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

/** A choice between the forms that a value can have, and the fields of the one that is chosen. */
import {html, nothing} from 'lit-html';
import {live} from 'lit-html/directives/live.js';
import {entryOf, find, valueOf} from '../source/tree.js';
import {idOf, labelled, linkToText, problemsBelow, problemTexts} from './labels.js';

/**
 * @param kinds by id: `label`; `holds`, whether a value is of this kind; `start`, what stands in the text when the kind is
 *              chosen, or a function of the value before; `draw`, its fields. Another kind takes the place of the first.
 * @param none  the word for no value
 */
export function kindOf(form, path, label, kinds, none = 'none') {
    const node = find(form.tree, path);
    const held = node === undefined ? [] : Object.keys(kinds).filter(each => kinds[each].holds(node));
    const kind = held[0] ?? '';
    const id = idOf([...path, 'kind']);
    if (node !== undefined && held.length !== 1) {
        form.shows(path);
        return html`<p class="label">${label}</p>${linkToText(form, path)}${problemTexts(problemsBelow(form, path))}`;
    }
    if (node?.kind === 'value') {
        form.shows(path);
    }
    const start = each => typeof kinds[each].start === 'function' ? kinds[each].start(valueOf(node)) : kinds[each].start;
    return html`${labelled(form, path, label, (_, faulty, hints) => html`<select id=${id} ?disabled=${form.locked} .value=${live(kind)}
        aria-describedby=${hints} aria-invalid=${faulty} @focus=${form.focused}
        @change=${event => event.target.value === '' ? form.remove(path) : form.set(path, start(event.target.value))}>
        <option value="" ?selected=${kind === ''}>${none}</option>
        ${Object.entries(kinds).map(([each, {label: word}]) => html`<option value=${each} ?selected=${each === kind}>${word}</option>`)}
        </select>`, {id})}${kind === '' ? nothing : kinds[kind].draw(form, path)}`;
}

/** Kinds that a map tells apart by its key: `kinds` has the label, the start and the fields of each key. */
export function keyed(kinds) {
    return Object.fromEntries(Object.entries(kinds).map(([key, {label, start, more = {}, draw}]) => [key, {
        label, start: {[key]: start, ...more}, holds: node => entryOf(node, key) !== undefined,
        draw: (form, path) => draw(form, [...path, key], path)}]));
}

export const isValue = node => node.kind === 'value';
export const isMap = node => node.kind === 'map';
