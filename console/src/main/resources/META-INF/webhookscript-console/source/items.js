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

/** Adds, copies and moves the items of a list. */
import {column, endOf, entryOf, lineEnd, lineStart} from './tree.js';
import {block, flow, scalar} from './yaml.js';

/** Adds an item at the end of a list. */
export function append(text, list, value) {
    if (list.flow) {
        const at = text.lastIndexOf(']', list.to);
        const before = text.slice(list.from + 1, at).trimEnd();
        return {from: list.from + 1 + before.length, to: at, insert: (before === '' ? '' : ', ') + flow(value)};
    }
    const {from, to} = span(text, list, list.items.length - 1);
    const indent = column(text, from);
    return {from: to, to, insert: '\n' + ' '.repeat(indent) + '- ' + block(value, indent + 2)};
}

/** Copies an item with its comments; the copy follows it, and has another text for one of its keys. */
export function duplicate(text, list, at, key, value) {
    const {from, to} = span(text, list, at);
    const named = entryOf(list.items[at], key)?.value;
    const copy = !named ? text.slice(from, to)
        : text.slice(from, named.from) + scalar(value, list.items[at].flow) + text.slice(endOf(text, named), to);
    return {from: to, to, insert: (list.flow ? ', ' : '\n' + ' '.repeat(column(text, from))) + copy};
}

/** Exchanges an item with the one before it. What stands between the two stays there. */
export function exchange(text, list, at) {
    const first = span(text, list, at - 1);
    const second = span(text, list, at);
    return {from: first.from, to: second.to, insert: text.slice(second.from, second.to) + text.slice(first.to, second.from)
        + text.slice(first.from, first.to)};
}

/** An item in the text: from its dash to the end of its last line, or only its value in a flow list. */
function span(text, list, at) {
    const item = list.items[at];
    return list.flow ? {from: item.from, to: endOf(text, item)}
        : {from: dashOf(text, list, at), to: lineEnd(text, endOf(text, item))};
}

/** Comments may stand before the dash, and between the dash and the value. */
function dashOf(text, list, at) {
    if (at === 0 && text[list.from] === '-') {
        return list.from;
    }
    for (let line = at === 0 ? lineStart(text, list.from) : lineEnd(text, endOf(text, list.items[at - 1])) + 1;
        line < text.length; line = lineEnd(text, line) + 1) {
        const found = /^ *-(?=\s|$)/.exec(text.slice(line, lineEnd(text, line)));
        if (found) {
            return line + found[0].length - 1;
        }
    }
    return text.lastIndexOf('-', list.items[at].from - 1);
}
