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

/** Sets the values and the keys of maps. */
import {append} from './items.js';
import {child, column, endOf, entryOf, find, isNothing, lineEnd} from './tree.js';
import {block, entry, flow, isLines, scalar} from './yaml.js';

/**
 * Sets the value at a path. Keys that are missing are made.
 *
 * @param order the names of the keys of a map in the order in which they should stand: `path => [...]`
 */
export function set(text, tree, path, value, order = () => []) {
    const splice = placed(text, tree, path, value, order);
    const unfinished = splice?.to === text.length && /: \|\n/.test(splice.insert) && !splice.insert.endsWith('\n');
    return unfinished ? {...splice, insert: splice.insert + '\n'} : splice;
}

function placed(text, tree, path, value, order) {
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
    const ownLines = isLines(value) || typeof value === 'object' && value !== null && !node.flow;
    if (parent?.kind === 'map' && (isNothing(node) || !parent.flow && ownLines)) {
        return fill(text, parent, path.at(-1), value);
    }
    const insert = typeof value === 'object' && value !== null
        ? (parent?.flow || node.flow ? flow(value) : block(value, column(text, node.from))) : scalar(value, parent?.flow);
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

/** Writes the key of a map anew; the value stays. */
export function rename(text, tree, path, key) {
    const found = entryOf(find(tree, path.slice(0, -1)), path.at(-1));
    const insert = scalar(key);
    return found && text.slice(found.keyFrom, found.keyTo) !== insert ? {from: found.keyFrom, to: found.keyTo, insert} : undefined;
}
