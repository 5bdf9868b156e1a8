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

/** Completes keys and values by the schema, and placeholders and filters by the use case of the script. */
import {keysAt, at, valuesOf} from './schema.js';

/** @param data the server's completion data: `useCases`, `filters`, `roots` */
export function completion(schema, data) {
    return context => {
        const line = context.state.doc.lineAt(context.pos);
        const before = line.text.slice(0, context.pos - line.from);
        return inPlaceholder(context, before, data) ?? inValue(context, before, schema, line)
            ?? inKey(context, before, schema, line);
    };
}

function inPlaceholder(context, before, data) {
    const open = before.lastIndexOf('{{');
    if (open < 0 || before.indexOf('}}', open) >= 0) {
        return undefined;
    }
    const filter = /\|\s*(\w*)$/.exec(before);
    if (filter) {
        return {from: context.pos - filter[1].length, validFor: /^\w*$/,
            options: data.filters.map(label => ({label, type: 'function'}))};
    }
    const path = /[\w.]*$/.exec(before)[0];
    return {from: context.pos - path.length, validFor: /^[\w.]*$/, options: placeholders(context.state.doc.toString(), data)
        .map(each => ({label: each.path, detail: each.type ?? '', info: each.example ? `for example ${each.example}` : undefined,
            type: 'variable'}))};
}

/** The placeholders of the use case that the text names, and the fixed roots. */
export function placeholders(text, data) {
    const name = /^useCase:\s*["']?([\w-]+)/m.exec(text)?.[1] ?? 'any';
    const useCase = data.useCases.find(each => each.name === name);
    return [...useCase?.placeholders ?? [], ...data.roots.map(path => ({path, type: 'root', example: ''}))];
}

function inValue(context, before, schema, line) {
    const found = /^(\s*(?:- )*)([\w-]+):\s+(\S*)$/.exec(before);
    if (!found) {
        return undefined;
    }
    const here = at(schema, [...above(context.state.doc, line, found[1].length), found[2]]);
    const values = valuesOf(schema, here).filter(value => !/[{}\n]/.test(value));
    return values.length === 0 ? null
        : {from: context.pos - found[3].length, options: values.map(label => ({label, type: 'enum'}))};
}

function inKey(context, before, schema, line) {
    const found = /^(\s*(?:- )*)([\w-]*)$/.exec(before);
    if (!found || !context.explicit && found[2] === '') {
        return null;
    }
    const indent = found[1].length;
    const options = keysAt(schema, above(context.state.doc, line, indent)).map(([label, each]) => ({
        label, type: 'property', detail: each.type ?? '', info: each.description,
        apply: each.type === 'object' ? `${label}:\n${' '.repeat(indent + 2)}` : `${label}: `}));
    return {from: context.pos - found[2].length, options, validFor: /^[\w-]*$/};
}

/**
 * The keys above a line, read from the indents, so that it works while the text is not YAML. An item of a list is 0.
 *
 * @param indent the column of the key in the line, after the dash of an item
 */
export function above(doc, line, indent) {
    const path = [];
    let limit = indent;
    const dash = /^(\s*)- /.exec(line.text);
    if (dash) {
        path.unshift(0);
        limit = dash[1].length + 1;
    }
    for (let n = line.number - 1; n > 0 && limit > 0; n--) {
        const found = /^(\s*)((?:- +)?)([\w-]+):/.exec(doc.line(n).text);
        if (!found) {
            continue;
        }
        const [, space, item, key] = found;
        const column = space.length + item.length;
        if (column < limit) {
            path.unshift(key);
            limit = column;
        }
        if (item !== '' && column === limit) {
            path.unshift(0);
            limit = space.length + 1;
        }
    }
    return path;
}
