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

/** What stands around the fields: labels, hints, problems, groups, and links to places in the text. */
import {html, nothing} from 'lit-html';
import {at} from '../source/schema.js';
import {find, lineOf, ownerOf} from '../source/tree.js';

export const idOf = path => 'f-' + path.join('-').replace(/[^\w-]/g, '_');

const fieldOf = path => path.reduce((name, step) => typeof step === 'number' ? `${name}[${step}]` : name === '' ? step
    : `${name}.${step}`, '');

/** The problems of a value: those whose field is this path. */
export function problemsAt(form, path) {
    const field = fieldOf(path);
    return form.problems.filter(problem => problem.field === field);
}

/** The problems of a value and of all that is in it. */
export function problemsBelow(form, path) {
    const field = fieldOf(path);
    return form.problems.filter(problem => problem.field === field || problem.field.startsWith(field + '.')
        || problem.field.startsWith(field + '['));
}

export function problemTexts(problems) {
    return problems.map(problem => html`<p class="problems ${problem.severity}">${
        problem.expected ? `expected ${problem.expected}` : problem.message}</p>`);
}

/** The code in a description stands between backquotes. */
function described(text) {
    return text.split('`').map((part, i) => i % 2 === 0 ? part : html`<code>${part}</code>`);
}

/**
 * A label, a control, the description of the schema, and the problems.
 *
 * @param control `(id, faulty, hints) => template`, where `hints` are the ids of the description and of the problems
 * @param note    a sentence after the description
 * @param below   whether the problems of inner values are shown here, too
 * @param group   whether the control is a group, which a label cannot name
 */
export function labelled(form, path, label, control, {id = idOf(path), note, below = false, group = false} = {}) {
    const found = (below ? problemsBelow : problemsAt)(form, path);
    const unread = form.unread(id);
    const faulty = unread !== undefined || found.some(problem => problem.severity === 'error');
    const {description} = at(form.schema, path) ?? {};
    const hints = `${id}-hint${faulty ? ` ${id}-problems` : ''}`;
    return html`<div class="field">${group ? html`<p class="label">${label}</p>` : html`<label for=${id}>${label}</label>`}
        ${control(id, faulty, hints)}
        <p class="hint" id="${id}-hint">${description ? described(description) : nothing} ${note ?? nothing}</p>
        ${found.length === 0 && unread === undefined ? nothing : html`<ul class="problems" id="${id}-problems">
            ${unread === undefined ? nothing : html`<li class="error">${unread}</li>`}${found.map(problem =>
            html`<li class=${problem.severity}>${problem.expected ? `expected ${problem.expected}` : problem.message}</li>`)}</ul>`}</div>`;
}

/** A button that leads to a value which the form cannot show. */
export function linkToText(form, path, word = 'Only the text can show this value:') {
    const from = ownerOf(form.tree, path);
    return html`<span class="hint">${word}</span> <button type="button" class="leaf" data-text=${fieldOf(path)}
        @click=${() => form.goTo(from)}>${fieldOf(path)}, line ${lineOf(form.text, from)}</button>`;
}

export function group(title, ...content) {
    return html`<fieldset><legend>${title}</legend>${content}</fieldset>`;
}

/** A group for one map of the text, with the problems of the map as a whole. */
export function mapGroup(form, path, title, ...content) {
    return group(title, problemTexts(problemsAt(form, path)), content);
}

/**
 * A section that is open when the text has one of its values.
 *
 * @param paths the values of the section
 */
export function section(form, title, paths, ...content) {
    const problems = new Set(paths.flatMap(path => problemsBelow(form, path).filter(problem => problem.severity === 'error')));
    return folded(html`${title} ${problems.size === 0 ? nothing : html`<span class="badge bad">${problems.size} ${
        problems.size === 1 ? 'problem' : 'problems'}</span>`}`, paths.some(path => find(form.tree, path) !== undefined), content);
}

export function folded(title, open, ...content) {
    return html`<details class="group" ?open=${open}><summary>${title}</summary>${content}</details>`;
}
