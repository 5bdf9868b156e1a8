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

/** The values of the text that have no field, each with a link to its place. */
import {html, nothing} from 'lit-html';
import {linkToText} from './labels.js';

/** Is drawn after all fields, since each field says which value it shows. */
export function restOf(form) {
    const paths = hidden(form, form.tree, []);
    return paths.length === 0 ? nothing : html`<fieldset id="rest"><legend>Only in the text</legend>
        <p class="hint">These values have no field here. Change them in the text.</p>
        <ul>${paths.map(path => html`<li>${linkToText(form, path, '')}</li>`)}</ul></fieldset>`;
}

function hidden(form, node, path) {
    if (form.shown.has(JSON.stringify(path))) {
        return [];
    }
    const children = node?.kind === 'map' ? node.entries.map(entry => [entry.value, [...path, entry.key]])
        : node?.kind === 'list' ? node.items.map((item, i) => [item, [...path, i]]) : [];
    const inside = JSON.stringify(path).slice(0, -1) + (path.length === 0 ? '' : ',');
    const isPartlyShown = [...form.shown].some(each => each.startsWith(inside));
    return path.length > 0 && !isPartlyShown ? [path] : children.flatMap(([child, where]) => hidden(form, child, where));
}
