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

/** Looks things up in the JSON Schema of script files: what may stand at a path, and in which order. */

/** Names the keys of the map at a path in the order in which the schema has them. */
export function orderOf(schema) {
    return path => Object.keys(at(schema, path)?.properties ?? {});
}

/** The schema of the value at a path; undefined when it is not known. */
export function at(schema, path) {
    return path.reduce((here, step) => step === undefined ? here : below(schema, here, step), schema);
}

function below(schema, here, step) {
    for (const each of variants(schema, here)) {
        const found = typeof step === 'number' ? each.items
            : each.properties?.[step] ?? (typeof each.additionalProperties === 'object' ? each.additionalProperties : undefined);
        if (found) {
            return merged(schema, found);
        }
    }
    return undefined;
}

/** A schema, what it refers to, and its alternatives: the first that knows a key decides. */
export function variants(schema, here) {
    if (!here) {
        return [];
    }
    const resolved = merged(schema, here);
    return [resolved, ...['anyOf', 'oneOf', 'allOf'].flatMap(word => resolved[word] ?? [])
        .flatMap(each => variants(schema, each))];
}

function merged(schema, here) {
    if (!here.$ref) {
        return here;
    }
    const target = here.$ref.split('/').slice(1).reduce((inner, key) => inner?.[key], schema);
    const {$ref, ...own} = here;
    return {...merged(schema, target ?? {}), ...own};
}

/** All keys that may stand at a path, with their schemas. */
export function keysAt(schema, path) {
    return variants(schema, at(schema, path)).flatMap(each => Object.entries(each.properties ?? {}))
        .filter(([key], i, all) => all.findIndex(([other]) => other === key) === i)
        .map(([key, each]) => [key, merged(schema, each)]);
}

/** The values that a schema names: enumerations, booleans, examples. */
export function valuesOf(schema, here) {
    const all = variants(schema, here).flatMap(each => [
        ...each.enum ?? [], ...each.const === undefined ? [] : [each.const], ...each.type === 'boolean' ? [true, false] : [],
        ...each.examples ?? [], ...each.default === undefined ? [] : [each.default]]);
    return [...new Set(all.filter(value => typeof value !== 'object').map(String))];
}

/** The simple types that a value may have. */
export function typesOf(schema, here) {
    return variants(schema, here).flatMap(each => [
        ...[each.type ?? []].flat(), ...each.enum ? ['string'] : [], ...each.const === undefined ? [] : [typeof each.const]]);
}

/** What is written in a value, `template` or `expression`; undefined for a value that is neither. */
export function takenBy(schema, here) {
    const titles = variants(schema, here).map(each => each.title ?? '');
    return ['expression', 'template'].find(kind => titles.some(title => title.startsWith(kind)));
}
