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
import {find, valueOf} from '../source/tree.js';
import {idOf, problemsAt} from './fields.js';

/** How a value is written: a template, a literal text, or the expression of a variable. */
const KINDS = {
    template: {label: 'Template', write: value => value},
    text: {label: 'Text', write: value => ({type: 'text', value})},
    variable: {label: 'Variable', write: value => ({type: 'variable', value})},
};

/** @param kinds whether a value may be Text or Variable, too */
export function table(form, path, label, {kinds = false, name = 'Name', value = 'Value', suggestions = []} = {}) {
    const map = find(form.tree, path);
    const entries = map?.kind === 'map' ? map.entries : [];
    const list = idOf(path) + '-names';
    return html`<fieldset id=${idOf(path)}><legend>${label}</legend>
        ${suggestions.length === 0 ? nothing : html`<datalist id=${list}>${suggestions.map(each =>
            html`<option value=${each}></option>`)}</datalist>`}
        <div class="rows">${entries.map((entry, i) => row(form, path, entry, i, {kinds, name, value, label, list}))}</div>
        ${problemsAt(form, path).map(problem => html`<p class="problems">${problem.message}</p>`)}
        ${map && map.kind !== 'map' ? html`<p class="hint">See the text.</p>` : html`<div class="bar">
            <button type="button" data-add=${path.join('.')} ?disabled=${form.locked} @click=${() =>
                form.set([...path, freeName(entries)], '')}>Add to ${label}</button></div>`}</fieldset>`;
}

function freeName(entries) {
    for (let i = 1; ; i++) {
        const name = i === 1 ? 'name' : `name${i}`;
        if (!entries.some(entry => entry.key === name)) {
            return name;
        }
    }
}

function row(form, path, entry, i, {kinds, name, value, label, list}) {
    const here = [...path, entry.key];
    const {kind, text} = read(entry.value);
    const of = `of row ${i + 1} in ${label}`;
    const found = [...problemsAt(form, here), ...problemsAt(form, [...here, 'value'])];
    const write = (newKind, newText) => form.set(here, KINDS[newKind].write(newText));
    return html`<div class=${kinds ? 'row' : 'row two'}>
        <input aria-label="${name} ${of}" spellcheck="false" list=${list} ?readonly=${form.locked} .value=${live(entry.key)}
            @change=${event => form.rename(here, event.target.value.trim())}>
        ${!kinds ? nothing : html`<select aria-label="Kind ${of}" ?disabled=${form.locked || kind === undefined}
            .value=${live(kind ?? '')} @change=${event => write(event.target.value, text)}>
            ${kind === undefined ? html`<option value="">in the text</option>` : nothing}
            ${Object.entries(KINDS).map(([each, {label: word}]) =>
                html`<option value=${each} ?selected=${each === kind}>${word}</option>`)}</select>`}
        <input aria-label="${value} ${of}" spellcheck="false" aria-invalid=${found.length > 0}
            ?readonly=${form.locked || kind === undefined} .value=${live(kind === undefined ? 'see the text' : text)}
            @change=${event => write(kind, event.target.value)} @focus=${form.focused}>
        <button type="button" aria-label="Remove ${entry.key}" ?disabled=${form.locked} @click=${() => form.remove(here)}>×</button>
        ${found.map(problem => html`<p class="problems">${problem.message}</p>`)}</div>`;
}

/** The kind of a value is undefined when it is a list or has a language of its own: then only the text shows it. */
function read(node) {
    if (node.kind === 'value') {
        return {kind: 'template', text: String(node.value ?? '')};
    }
    const value = valueOf(node);
    return KINDS[value.type] && typeof value.value === 'string' ? {kind: value.type, text: value.value} : {kind: undefined};
}
