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
 * Finds values and their places in the tree that the server's check returns: maps with entries, lists with items, and
 * values, each with its offsets in the text.
 */

/** A path of keys and indices as an array: `request.headers.X-Id` cannot be split, since keys may hold dots. */
export function find(node, path) {
    return path.reduce((here, step) => child(here, step), node ?? undefined);
}

export function child(node, step) {
    return node?.kind === 'list' ? node.items[step] : entryOf(node, step)?.value;
}

export function entryOf(node, key) {
    return node?.kind === 'map' ? node.entries.find(entry => entry.key === key) : undefined;
}

/** The plain value of a node. */
export function valueOf(node) {
    switch (node?.kind) {
        case 'map':
            return Object.fromEntries(node.entries.map(entry => [entry.key, valueOf(entry.value)]));
        case 'list':
            return node.items.map(valueOf);
        case 'alias':
            return undefined;
        default:
            return node?.value;
    }
}

export function valueAt(tree, path) {
    return valueOf(find(tree, path));
}

/** Whether nothing stands there: `key:` without a value. */
export function isNothing(node) {
    return node.kind === 'value' && node.value === null && node.text === '';
}

/**
 * The end of a value without the white space and the comments after it: the end of a block collection is where its last
 * value ends.
 */
export function endOf(text, node) {
    if (node.kind === 'map' && !node.flow && node.entries.length > 0) {
        const last = node.entries.at(-1);
        return isNothing(last.value) ? text.indexOf(':', last.keyTo) + 1 : endOf(text, last.value);
    }
    if (node.kind === 'list' && !node.flow && node.items.length > 0) {
        return endOf(text, node.items.at(-1));
    }
    let end = node.to;
    while (end > node.from && /\s/.test(text[end - 1])) {
        end--;
    }
    return end;
}

export function lineStart(text, at) {
    return text.lastIndexOf('\n', at - 1) + 1;
}

/** The offset of the line end after `at`, or of the end of the text. */
export function lineEnd(text, at) {
    const end = text.indexOf('\n', at);
    return end < 0 ? text.length : end;
}

export function column(text, at) {
    return at - lineStart(text, at);
}

/** A value as it stands in the text, without the indent of its lines. */
export function rawOf(text, tree, path) {
    const node = find(tree, path);
    if (node === undefined) {
        return '';
    }
    const indent = node.kind !== 'value' && !node.flow ? column(text, node.from) : column(text, ownerOf(tree, path)) + 2;
    const prefix = new RegExp(`^ {0,${indent}}`);
    return text.slice(node.from, endOf(text, node)).split('\n').map((line, i) => i === 0 ? line : line.replace(prefix, ''))
        .join('\n');
}

/** Where the key of a value stands, or the value itself in a list. */
export function ownerOf(tree, path) {
    const parent = find(tree, path.slice(0, -1));
    return entryOf(parent, path.at(-1))?.keyFrom ?? find(tree, path).from;
}

/** The number of the line at an offset. */
export function lineOf(text, at) {
    return text.slice(0, at).split('\n').length;
}

/** Where a line begins. */
export function offsetOfLine(text, line) {
    return text.split('\n').slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
}
