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

/**
 * The fields of which the form is made. A field shows the value at a path of the text, and a change of it is one splice of
 * the text. `form` is `{tree, schema, problems, locked, set, remove, focused}`.
 */
import {html, nothing} from 'lit-html';
import {live} from 'lit-html/directives/live.js';
import {at, valuesOf} from '../source/schema.js';
import {find, valueOf} from '../source/tree.js';

export const idOf = path => 'f-' + path.join('-').replace(/[^\w-]/g, '_');

/** The problems of a value: those whose field is this path. */
export function problemsAt(form, path) {
    const field = path.reduce((text, step) => typeof step === 'number' ? `${text}[${step}]` : text === '' ? step
        : `${text}.${step}`, '');
    return form.problems.filter(problem => problem.field === field);
}

/** A label, a control, the description of the schema, and the problems. */
function labelled(form, path, label, control) {
    const id = idOf(path);
    const found = problemsAt(form, path);
    const description = at(form.schema, path)?.description;
    return html`<div class="field"><label for=${id}>${label}</label>${control(id, found.some(problem => problem.severity === 'error'))}
        <p class="hint" id="${id}-hint">${description ?? nothing}</p>
        ${found.length === 0 ? nothing : html`<ul class="problems" id="${id}-problems">${found.map(problem =>
            html`<li class=${problem.severity}>${problem.expected ? `expected ${problem.expected}` : problem.message}</li>`)}</ul>`}</div>`;
}

const describedBy = (id, faulty) => `${id}-hint${faulty ? ` ${id}-problems` : ''}`;

/** A text, a number or a duration. An empty field removes the value. */
export function text(form, path, label, {rows, list = true, readOnly = false} = {}) {
    const node = find(form.tree, path);
    const value = node?.kind === 'value' ? node.value ?? '' : '';
    const other = node !== undefined && node.kind !== 'value';
    const change = event => event.target.value === '' ? form.remove(path) : form.set(path, typed(form, path, event.target.value));
    const suggestions = list && !rows ? valuesOf(form.schema, at(form.schema, path)) : [];
    return labelled(form, path, label, (id, faulty) => other
        ? html`<input id=${id} readonly aria-describedby=${describedBy(id, faulty)} .value=${'see the text'}>`
        : rows ? html`<textarea id=${id} rows=${rows} spellcheck="false" aria-describedby=${describedBy(id, faulty)}
            aria-invalid=${faulty} ?readonly=${form.locked || readOnly} .value=${live(String(value))} @change=${change}
            @focus=${form.focused}></textarea>`
        : html`<input id=${id} autocomplete="off" spellcheck="false" aria-describedby=${describedBy(id, faulty)}
            aria-invalid=${faulty} ?readonly=${form.locked || readOnly} list=${suggestions.length > 0 ? id + '-list' : nothing}
            .value=${live(String(value))} @change=${change} @focus=${form.focused}>
            ${suggestions.length === 0 ? nothing : html`<datalist id="${id}-list">${suggestions.map(each =>
                html`<option value=${each}></option>`)}</datalist>`}`);
}

/** A number stays a number in the text where the schema wants one. */
function typed(form, path, value) {
    const types = [at(form.schema, path)?.type].flat();
    return /^-?\d+(?:\.\d+)?$/.test(value) && (types.includes('integer') || types.includes('number')) ? Number(value) : value;
}

/** One of some values; `''` removes the value and shows its default. */
export function choice(form, path, label, values, {none = 'default', readOnly = false} = {}) {
    const value = String(valueOf(find(form.tree, path)) ?? '');
    const all = value !== '' && !values.includes(value) ? [...values, value] : values;
    return labelled(form, path, label, (id, faulty) => html`<select id=${id} aria-describedby=${describedBy(id, faulty)}
        aria-invalid=${faulty} ?disabled=${form.locked || readOnly} .value=${live(value)}
        @change=${event => event.target.value === '' ? form.remove(path) : form.set(path, event.target.value)}>
        <option value="" ?selected=${value === ''}>${none}</option>
        ${all.map(each => html`<option .value=${each} ?selected=${each === value}>${each}</option>`)}</select>`);
}

/** @param standard the value that counts when nothing stands in the text */
export function check(form, path, label, standard) {
    const value = valueOf(find(form.tree, path));
    return labelled(form, path, label, (id, faulty) => html`<input type="checkbox" id=${id}
        aria-describedby=${describedBy(id, faulty)} ?disabled=${form.locked} .checked=${live(value ?? standard)}
        @change=${event => event.target.checked === standard ? form.remove(path) : form.set(path, event.target.checked)}>`);
}

export function group(title, ...content) {
    return html`<fieldset><legend>${title}</legend>${content}</fieldset>`;
}

/** A group that is shown when it has something, or when somebody opens it. */
export function folded(title, open, ...content) {
    return html`<details class="group" ?open=${open}><summary>${title}</summary>${content}</details>`;
}
