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

/** Removes entries of maps and items of lists. */
import {child, endOf, find, isNothing, lineEnd, lineStart} from './tree.js';

/** Removes an entry or an item, and its parent when that would be left empty. Comments above it stay. */
export function remove(text, tree, path) {
    const parent = find(tree, path.slice(0, -1));
    const node = child(parent, path.at(-1));
    if (node === undefined) {
        return undefined;
    }
    const siblings = parent.kind === 'map' ? parent.entries : parent.items;
    if (siblings.length === 1 && path.length > 1) {
        return remove(text, tree, path.slice(0, -1));
    }
    const at = parent.kind === 'map' ? siblings.findIndex(each => each.key === path.at(-1)) : path.at(-1);
    return parent.flow ? removeInFlow(text, parent, siblings, at) : removeLines(text, parent, siblings, at);
}

const startOf = sibling => sibling.keyFrom ?? sibling.from;

const finishOf = (text, sibling) => sibling.keyFrom === undefined ? endOf(text, sibling)
    : isNothing(sibling.value) ? text.indexOf(':', sibling.keyTo) + 1 : endOf(text, sibling.value);

function removeInFlow(text, parent, siblings, at) {
    return at > 0 ? {from: finishOf(text, siblings[at - 1]), to: finishOf(text, siblings[at]), insert: ''}
        : {from: startOf(siblings[0]), to: siblings.length > 1 ? startOf(siblings[1]) : finishOf(text, siblings[0]), insert: ''};
}

/** The first entry of an item of a list stands in the line of the dash, which must stay. */
function removeLines(text, parent, siblings, at) {
    const start = startOf(siblings[at]);
    const end = lineEnd(text, finishOf(text, siblings[at]));
    const line = lineStart(text, start);
    const lead = text.slice(line, start);
    if (parent.kind === 'map' && lead.trim() !== '') {
        return at + 1 < siblings.length ? {from: start, to: startOf(siblings[at + 1]), insert: ''}
            : {from: start, to: end, insert: ''};
    }
    return {from: line, to: Math.min(text.length, end + 1), insert: ''};
}
