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
 * The fields of the form. Each shows one value of the tree, with the description of the schema and the problems of its
 * place, and changes it in the text. `form` is made by `formOf`.
 */
import {html, nothing} from 'lit-html';
import {live} from 'lit-html/directives/live.js';
import {at, takenBy, typesOf, valuesOf} from '../source/schema.js';
import {find, rawOf, valueOf} from '../source/tree.js';
import {idOf, labelled, linkToText} from './labels.js';

/** An attribute says to the placeholder picker what is written in the field. */
export const takes = (form, path) => takenBy(form.schema, at(form.schema, path)) ?? nothing;

/** The field that suits the schema of its value. */
export function field(form, path, label, options = {}) {
    const here = at(form.schema, path);
    const types = typesOf(form.schema, here);
    if (here?.enum) {
        return choice(form, path, label, here.enum.filter(each => each !== null), {none: here.default ?? 'not set', ...options});
    }
    if (types.length === 1 && types[0] === 'boolean') {
        return check(form, path, label, here.default ?? false);
    }
    return types.length === 0 ? raw(form, path, label, options) : types.includes('array') ? list(form, path, label)
        : text(form, path, label, options);
}

/** The fields of a map: `labels` has the label of each key. */
export function fields(form, path, labels) {
    return Object.entries(labels).map(([key, label]) => field(form, [...path, key], label));
}

/** A text, a number or a duration. An empty field removes the value. */
export function text(form, path, label, {rows, suggest = true, readOnly = false} = {}) {
    form.shows(path);
    const node = find(form.tree, path);
    if (node !== undefined && node.kind !== 'value') {
        return labelled(form, path, label, id => html`<div id=${id} role="group">${linkToText(form, path)}</div>`, {group: true});
    }
    const change = event => form.by(event.target, value => value === '' ? form.remove(path) : form.set(path, typed(form, path, value)));
    const suggestions = suggest && !rows ? valuesOf(form.schema, at(form.schema, path)) : [];
    return labelled(form, path, label, (id, faulty, hints) => {
        const value = live(form.typed(id) ?? String(node?.value ?? ''));
        return rows ? html`<textarea id=${id} rows=${rows} spellcheck="false" aria-describedby=${hints} aria-invalid=${faulty}
            data-takes=${takes(form, path)} ?readonly=${form.locked || readOnly} .value=${value} @change=${change} @focus=${form.focused}></textarea>`
        : html`<input id=${id} autocomplete="off" spellcheck="false" aria-describedby=${hints} aria-invalid=${faulty}
            data-takes=${takes(form, path)} ?readonly=${form.locked || readOnly} list=${suggestions.length > 0 ? id + '-list' : nothing}
            .value=${value} @change=${change} @focus=${form.focused}>
            ${suggestions.length === 0 ? nothing : html`<datalist id="${id}-list">${suggestions.map(each =>
                html`<option value=${each}></option>`)}</datalist>`}`;
    });
}

/** A number stays a number in the text where the schema permits one. */
export function typed(form, path, value) {
    const types = typesOf(form.schema, at(form.schema, path));
    return String(Number(value)) === value && (types.includes('integer') || types.includes('number')) ? Number(value) : value;
}

/** Some simple values: templates one in each line, all others with commas. A value that may stand alone does. */
export function list(form, path, label) {
    form.shows(path);
    const node = find(form.tree, path);
    const inLines = takes(form, [...path, 0]) === 'template';
    const values = node === undefined ? [] : [valueOf(node)].flat();
    if (values.some(value => value === undefined || value === null || typeof value === 'object' || !inLines && String(value).includes(','))) {
        return labelled(form, path, label, id => html`<div id=${id} role="group">${linkToText(form, path)}</div>`, {group: true});
    }
    const alone = valuesOf(form.schema, {...at(form.schema, path), examples: [], default: undefined});
    const change = event => form.by(event.target, given => {
        const all = given.split(inLines ? '\n' : ',').map(each => each.trim()).filter(each => each !== '');
        return all.length === 1 && alone.includes(all[0]) ? form.set(path, all[0])
            : form.setList(path, all.map(each => typed(form, [...path, 0], each)));
    });
    return labelled(form, path, label, (id, faulty, hints) => {
        const value = live(form.typed(id) ?? values.join(inLines ? '\n' : ', '));
        return inLines ? html`<textarea id=${id} rows="2" spellcheck="false" aria-describedby=${hints} aria-invalid=${faulty} data-takes="template"
            ?readonly=${form.locked} .value=${value} @change=${change} @focus=${form.focused}></textarea>`
        : html`<input id=${id} autocomplete="off" spellcheck="false" aria-describedby=${hints} aria-invalid=${faulty} ?readonly=${form.locked}
            .value=${value} @change=${change} @focus=${form.focused}>`;
    }, {note: inLines ? 'One in each line.' : 'Separated by commas.', below: true});
}

/** Any value, edited as it stands in the text, since it can have any structure. */
export function raw(form, path, label, {rows = 4, id = idOf(path), none = 'YAML or JSON.'} = {}) {
    form.shows(path);
    return labelled(form, path, label, (_, faulty, hints) => html`<textarea id=${id} rows=${rows} spellcheck="false"
        aria-describedby=${hints} aria-invalid=${faulty} data-takes=${path[0] === 'tests' ? nothing : 'template'} ?readonly=${form.locked}
        .value=${live(form.typed(id) ?? rawOf(form.text, form.tree, path))} @focus=${form.focused}
        @change=${event => form.by(event.target, value => form.setRaw(path, value))}></textarea>`, {id, note: none, below: true});
}

/** One of some values; `''` removes the value and shows its default. */
export function choice(form, path, label, values, {none = 'not set', readOnly = false, words = {}} = {}) {
    form.shows(path);
    const value = String(valueOf(find(form.tree, path)) ?? '');
    const all = [...new Set([...values, value])].filter(each => each !== '' && (each !== none || each === value));
    return labelled(form, path, label, (id, faulty, hints) => html`<select id=${id} aria-describedby=${hints}
        aria-invalid=${faulty} ?disabled=${form.locked || readOnly} .value=${live(value)} @focus=${form.focused}
        @change=${event => event.target.value === '' ? form.remove(path) : form.set(path, event.target.value)}>
        <option value="" ?selected=${value === ''}>${values.includes(none) ? `${words[none] ?? none} (default)` : none}</option>
        ${all.map(each => html`<option .value=${each} ?selected=${each === value}>${words[each] ?? each}</option>`)}</select>`);
}

/** @param standard the value that counts when nothing stands in the text */
export function check(form, path, label, standard) {
    form.shows(path);
    const value = valueOf(find(form.tree, path));
    return labelled(form, path, label, (id, faulty, hints) => html`<input type="checkbox" id=${id}
        aria-describedby=${hints} ?disabled=${form.locked} .checked=${live(value ?? standard)}
        @change=${event => event.target.checked === standard ? form.remove(path) : form.set(path, event.target.checked)}>`);
}
