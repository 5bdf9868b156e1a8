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

/** Writes a value that a person wrote as YAML or JSON. */
import {set} from './entries.js';
import {child, column, endOf, entryOf, find, isNothing} from './tree.js';

/** Stands for the value while the place of a new key is computed. */
const PLACE = 'the-value-that-is-written';

/** Writes the value in the line of its key when it is one line, else below it. Keys that are missing are made. */
export function setRaw(text, tree, path, raw, order) {
    const map = find(tree, path.slice(0, -1));
    const found = entryOf(map, path.at(-1));
    if (!found) {
        return added(text, tree, path, raw, order);
    }
    const from = text.indexOf(':', found.keyTo) + 1;
    const insert = written(raw, column(text, found.keyFrom), map.flow);
    return {from, to: isNothing(found.value) ? from : Math.max(from, endOf(text, found.value)), insert};
}

function added(text, tree, path, raw, order) {
    const splice = set(text, tree, path, PLACE, order);
    const before = splice.insert.slice(0, splice.insert.lastIndexOf(` ${PLACE}`));
    const line = before.slice(before.lastIndexOf('\n') + 1);
    const indent = line.length - line.replace(/^[ -]*/, '').length + (line === before ? column(text, splice.from) : 0);
    return {...splice, insert: before + written(raw, indent, isInFlow(tree, path))
        + splice.insert.slice(before.length + 1 + PLACE.length)};
}

function isInFlow(tree, path) {
    let node = tree;
    for (const step of path) {
        const next = child(node, step);
        if (next === undefined) {
            break;
        }
        node = next;
    }
    return node?.flow === true;
}

/** The text after the colon of a key that stands at a column. */
function written(raw, indent, flow) {
    const pad = '\n' + ' '.repeat(indent + 2);
    const lines = raw.trimEnd().split('\n');
    const inLine = flow || /^[|>{["']/.test(lines[0]) || lines.length === 1 && !/^(?:- |[^:]*:(?: |$))/.test(lines[0]);
    const padded = lines.map(line => line === '' ? '\n' : pad + line);
    return inLine ? ' ' + lines[0] + padded.slice(1).join('') : padded.join('');
}
