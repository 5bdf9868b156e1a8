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

/** Tables of names and values: query parameters, HTTP headers, context, variables. */
import {html, nothing} from 'lit-html';
import {live} from 'lit-html/directives/live.js';
import {entryOf, find} from '../source/tree.js';
import {idOf, linkToText, problemsAt, problemsBelow, problemTexts} from './labels.js';

/**
 * How a value is written: `at` is the place of its text below its key, `write` makes it anew, `takes` says what it is.
 */
const TEMPLATE = {label: 'Template', at: [], write: text => text, takes: 'template', holds: node => node.kind === 'value'};
const typedAs = (type, label, takes) => ({label, at: ['value'], write: value => ({type, value}), takes,
    holds: node => entryOf(node, 'type')?.value.value === type && entryOf(node, 'value')?.value.kind === 'value'});
const language = (name, label) => ({label, at: [name], write: text => ({[name]: text}), name: label,
    holds: node => entryOf(node, name)?.value.kind === 'value'});

const PLAIN = {template: TEMPLATE};
export const TYPED = {template: TEMPLATE, text: typedAs('text', 'Text'), variable: typedAs('variable', 'Variable', 'expression')};
export const READ = {template: {...TEMPLATE, name: 'Template'}, jsonpath: language('jsonpath', 'JSONPath'), xpath: language('xpath', 'XPath')};

/** @param kinds how the values may be written */
export function table(form, path, label, {kinds = PLAIN, suggestions = [], add = `Add to ${label}`} = {}) {
    form.shows(path);
    const map = find(form.tree, path);
    const other = map !== undefined && map.kind !== 'map' && !(map.kind === 'value' && map.value === null);
    const entries = map?.kind === 'map' ? map.entries : [];
    const names = idOf(path) + '-names';
    return html`<fieldset id=${idOf(path)}><legend>${label}</legend>
        ${suggestions.length === 0 ? nothing : html`<datalist id=${names}>${suggestions.map(each =>
            html`<option value=${each}></option>`)}</datalist>`}
        <div class="rows">${entries.map((entry, i) => row(form, path, entry, `of row ${i + 1} in ${label}`, {kinds, names}))}</div>
        ${other ? linkToText(form, path) : html`${problemTexts(problemsAt(form, path))}<div class="bar">
            <button type="button" data-add=${path.join('.')} ?disabled=${form.locked} @click=${() =>
                form.set([...path, freeName(entries)], '')}>${add}</button></div>`}</fieldset>`;
}

function freeName(entries) {
    for (let i = 1; ; i++) {
        const name = i === 1 ? 'name' : `name${i}`;
        if (!entries.some(entry => entry.key === name)) {
            return name;
        }
    }
}

/** A value that is a list, or that has a language of its own, is shown by the text only. */
function row(form, path, entry, of, {kinds, names}) {
    const here = [...path, entry.key];
    const kind = Object.keys(kinds).find(each => kinds[each].holds(entry.value));
    const several = Object.keys(kinds).length > 1;
    const found = problemsBelow(form, here);
    return html`<div class=${several ? 'row' : 'row two'}>
        <input aria-label="Name ${of}" spellcheck="false" list=${names} ?readonly=${form.locked} .value=${live(entry.key)}
            @change=${event => form.rename(here, event.target.value.trim())} @focus=${form.focused}>
        ${several ? chooser(form, here, of, kinds, kind) : nothing}
        ${kind === undefined ? html`<span>${linkToText(form, here, '')}</span>` : valueField(form, here, of, kinds[kind], found.length > 0)}
        <button type="button" aria-label="Remove ${entry.key}" ?disabled=${form.locked} @click=${() => form.remove(here)}>×</button>
        ${kind === undefined ? nothing : further(form, here, kinds[kind])}${problemTexts(found)}</div>`;
}

/** What stands beside the value that the row shows, such as the default of a variable. */
function further(form, here, kind) {
    const node = find(form.tree, here);
    const others = node.kind !== 'map' ? [] : node.entries.filter(entry => entry.key !== 'type' && entry.key !== kind.at[0]);
    return others.map(entry => html`<span class="whole">${linkToText(form, [...here, entry.key], 'Also, in the text only:')}</span>`);
}

function chooser(form, here, of, kinds, kind) {
    const now = kind === undefined ? '' : textOf(form, here, kinds[kind]);
    return html`<select aria-label="Kind ${of}" ?disabled=${form.locked || kind === undefined} .value=${live(kind ?? '')}
        @change=${event => form.set(here, kinds[event.target.value].write(now))} @focus=${form.focused}>
        ${kind === undefined ? html`<option value="">in the text</option>` : nothing}
        ${Object.entries(kinds).map(([each, {label}]) => html`<option value=${each} ?selected=${each === kind}>${label}</option>`)}</select>`;
}

const textOf = (form, here, kind) => String(find(form.tree, [...here, ...kind.at])?.value ?? '');

function valueField(form, here, of, kind, faulty) {
    const id = idOf([...here, 'value-of-row']);
    return html`<input id=${id} aria-label="${kind.name ?? 'Value'} ${of}" spellcheck="false" aria-invalid=${faulty} ?readonly=${form.locked}
        data-takes=${kind.takes ?? nothing} .value=${live(form.typed(id) ?? textOf(form, here, kind))}
        @change=${event => form.by(event.target, value => form.set([...here, ...kind.at], likeBefore(form, [...here, ...kind.at], value)))}
        @focus=${form.focused}>`;
}

/** A number that is changed to another number stays a number. */
function likeBefore(form, path, value) {
    const number = typeof find(form.tree, path)?.value === 'number' && String(Number(value)) === value;
    return number ? Number(value) : value;
}
