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

/** Shows a JSON body in which every value is a button that keeps it as a variable. */
import {html} from 'lit-html';

/** More buttons than that make the page slow; a longer body is shown as text. */
const MAX_VALUES = 2000;

/** @param chosen is called with the path of a value as an array */
export function pickable(value, chosen) {
    return html`<pre id="body">${node(value, [], '', chosen)}</pre>`;
}

export function isPickable(value) {
    return count(value, 0) <= MAX_VALUES;
}

function count(value, so) {
    if (value === null || typeof value !== 'object' || so > MAX_VALUES) {
        return so + 1;
    }
    return Object.values(value).reduce((sum, each) => count(each, sum), so);
}

function node(value, path, indent, chosen) {
    if (value === null || typeof value !== 'object') {
        const where = pathText('response.body', path);
        return html`<button class="leaf" aria-label="Keep ${where} as a variable: ${String(value)}" data-path=${where}
            @click=${() => chosen(path, value)}>${JSON.stringify(value)}</button>`;
    }
    const list = Array.isArray(value);
    const inner = indent + '  ';
    const members = Object.entries(value);
    const [open, close] = list ? ['[', ']'] : ['{', '}'];
    return members.length === 0 ? open + close : html`${open}\n${members.map(([key, each], i) =>
        html`${inner}${list ? '' : JSON.stringify(key) + ': '}${node(each, [...path, list ? i : key], inner, chosen)}${
            i < members.length - 1 ? ',' : ''}\n`)}${indent}${close}`;
}

/** A path of the template language. */
export function pathText(root, path) {
    return path.reduce((text, step) => typeof step === 'number' ? `${text}[${step}]`
        : /^[A-Za-z_]\w*$/.test(step) ? `${text}.${step}` : `${text}['${step.replace(/[\\']/g, '\\$&')}']`, root);
}

/** A name for the variable: the last key of the path, as an identifier. */
export function nameFor(path) {
    const key = path.filter(step => typeof step === 'string').at(-1) ?? 'value';
    const name = key.replace(/\W+(\w)?/g, (all, next) => (next ?? '').toUpperCase()).replace(/^(?=\d)/, 'n');
    return name === '' ? 'value' : name;
}
