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

/** A list whose items are groups of fields, which can be added, copied, moved and removed. */
import {html, nothing} from 'lit-html';
import {find} from '../source/tree.js';
import {linkToText, problemsAt, problemTexts} from './labels.js';

/**
 * @param word    names one item, such as `trigger`
 * @param start   the item that is added
 * @param draw    `(path, index) => template`, the fields of an item
 * @param ordered whether the order of the items matters
 * @param copied  the key that gets another text in a copy, when items can be copied
 * @param title   `(path, index) => title` of an item
 */
export function items(form, path, word, {start, draw, ordered = false, copied, title = (_, i) => `${capital(word)} ${i + 1}`}) {
    const list = find(form.tree, path);
    if (list !== undefined && list.kind !== 'list' && !(list.kind === 'value' && list.value === null)) {
        form.shows(path);
        return linkToText(form, path);
    }
    const all = list?.items ?? [];
    const button = (label, action, name) => html`<button type="button" data-item="${name} ${all.length}" ?disabled=${form.locked}
        @click=${action}>${label}</button>`;
    return html`${problemTexts(problemsAt(form, path))}
        ${all.map((item, i) => html`<fieldset class="item"><legend>${title([...path, i], i)}</legend>
            ${problemTexts(problemsAt(form, [...path, i]))}${draw([...path, i], i)}
            <div class="bar" data-of="${word} ${i + 1}">${copied ? button(`Duplicate ${word} ${i + 1}`, () =>
                form.duplicate(path, i, copied, `${nameOf(item, copied)} (copy)`), 'duplicate') : nothing}
                ${ordered && i > 0 ? button(`Move ${word} ${i + 1} up`, () => form.moveUp(path, i), 'up') : nothing}
                ${button(`Remove ${word} ${i + 1}`, () => form.remove([...path, i]), 'remove')}</div></fieldset>`)}
        <div class="bar"><button type="button" data-add=${path.join('.')} ?disabled=${form.locked}
            @click=${() => form.append(path, typeof start === 'function' ? start() : start)}>Add a ${word}</button></div>`;
}

const capital = word => word[0].toUpperCase() + word.slice(1);

const nameOf = (item, key) => find(item, [key])?.value ?? '';
