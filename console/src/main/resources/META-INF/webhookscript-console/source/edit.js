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
 * Changes one value of a YAML text by one splice, so that all other lines, comments and the order stay as they are. A
 * splice is `{from, to, insert}`. Functions return undefined when there is nothing to change.
 */
import {child, column, endOf, entryOf, find, isNothing, lineEnd, lineStart} from './tree.js';
import {block, entry, flow, scalar} from './yaml.js';

export function apply(text, splice) {
    return splice ? text.slice(0, splice.from) + splice.insert + text.slice(splice.to) : text;
}

/**
 * Sets the value at a path. Keys that are missing are made.
 *
 * @param order the names of the keys of a map in the order in which they should stand: `path => [...]`
 */
export function set(text, tree, path, value, order = () => []) {
    let node = tree;
    for (let depth = 0; depth < path.length; depth++) {
        const next = child(node, path[depth]);
        if (next === undefined) {
            return add(text, node, path.slice(0, depth), path[depth], nested(path.slice(depth + 1), value), order);
        }
        if (isNothing(next) && node.kind === 'map' && depth < path.length - 1) {
            return fill(text, node, path[depth], nested(path.slice(depth + 1), value));
        }
        node = next;
    }
    return replace(text, tree, path, node, value);
}

/** The value that a path of missing keys leads to. */
function nested(path, value) {
    return path.reduceRight((inner, key) => typeof key === 'number' ? [inner] : {[key]: inner}, value);
}

function replace(text, tree, path, node, value) {
    const parent = find(tree, path.slice(0, -1));
    if (parent?.kind === 'map' && (isNothing(node) || !parent.flow && typeof value === 'object' && value !== null)) {
        return fill(text, parent, path.at(-1), value);
    }
    const insert = typeof value === 'object' && value !== null
        ? (parent?.flow ? flow(value) : block(value, column(text, node.from))) : scalar(value, parent?.flow);
    const to = endOf(text, node);
    return text.slice(node.from, to) === insert ? undefined : {from: node.from, to, insert};
}

/** Writes the value of a key anew, from the colon on. */
function fill(text, map, key, value) {
    const found = entryOf(map, key);
    const indent = column(text, found.keyFrom);
    const from = text.indexOf(':', found.keyTo) + 1;
    const insert = map.flow ? ' ' + flow(value) : entry('k', value, indent).slice(2);
    return {from, to: isNothing(found.value) ? from : Math.max(from, endOf(text, found.value)), insert};
}

function add(text, node, path, key, value, order) {
    if (node === undefined || node === null || isNothing(node)) {
        return {from: text.length, to: text.length, insert: (/\n$|^$/.test(text) ? '' : '\n') + entry(key, value, 0) + '\n'};
    }
    if (node.kind === 'list') {
        return append(text, node, value);
    }
    if (node.kind !== 'map') {
        return undefined;
    }
    if (node.flow) {
        const at = text.lastIndexOf('}', node.to);
        const before = text.slice(node.from + 1, at).trimEnd();
        const from = node.from + 1 + before.length;
        return {from, to: at, insert: `${before === '' ? '' : ','} ${scalar(key, true)}: ${flow(value)} `};
    }
    return addToBlock(text, node, key, value, order(path));
}

/** After the last entry that should stand before it, else at the end. */
function addToBlock(text, map, key, value, order) {
    const place = order.indexOf(key);
    const before = place < 0 ? map.entries : map.entries.filter(each => order.indexOf(each.key) < place);
    const indent = column(text, map.entries[0].keyFrom);
    const pad = ' '.repeat(indent);
    if (before.length === 0) {
        return {from: map.entries[0].keyFrom, to: map.entries[0].keyFrom, insert: entry(key, value, indent) + '\n' + pad};
    }
    const end = lineEnd(text, endOf(text, {kind: 'map', entries: before}));
    return {from: end, to: end, insert: '\n' + pad + entry(key, value, indent)};
}

/** Adds an item at the end of a list. */
export function append(text, list, value) {
    if (list.flow) {
        const at = text.lastIndexOf(']', list.to);
        const before = text.slice(list.from + 1, at).trimEnd();
        return {from: list.from + 1 + before.length, to: at, insert: (before === '' ? '' : ', ') + flow(value)};
    }
    const last = list.items.at(-1);
    const dash = text.lastIndexOf('-', last.from - 1);
    const indent = column(text, dash);
    const end = lineEnd(text, endOf(text, last));
    return {from: end, to: end, insert: '\n' + ' '.repeat(indent) + '- ' + block(value, indent + 2)};
}

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

/** Writes the key of a map anew; the value stays. */
export function rename(text, tree, path, key) {
    const found = entryOf(find(tree, path.slice(0, -1)), path.at(-1));
    const insert = scalar(key);
    return found && text.slice(found.keyFrom, found.keyTo) !== insert ? {from: found.keyFrom, to: found.keyTo, insert} : undefined;
}

/** Writes a value that a person wrote as YAML: in the line of the key when it is one line, else below it. */
export function setRaw(text, tree, path, raw) {
    const map = find(tree, path.slice(0, -1));
    const found = entryOf(map, path.at(-1));
    const pad = '\n' + ' '.repeat(column(text, found.keyFrom) + 2);
    const lines = raw.trimEnd().split('\n');
    const blockScalar = /^[|>]/.test(lines[0]);
    const below = !map.flow && !blockScalar && (lines.length > 1 || /^(?:- |[^"'[{][^:]*:(?: |$))/.test(lines[0]));
    const from = text.indexOf(':', found.keyTo) + 1;
    const insert = below ? lines.map(line => line === '' ? '\n' : pad + line).join('')
        : ' ' + lines[0] + lines.slice(1).map(line => line === '' ? '\n' : pad + line).join('');
    return {from, to: isNothing(found.value) ? from : Math.max(from, endOf(text, found.value)), insert};
}
