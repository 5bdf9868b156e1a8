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
 * Keeps the address of a view in the fragment of the URL: `#/scripts/NAME/run?event=…`. So the back button and deep
 * links work wherever the page is mounted, and the server needs no rules for them.
 */

/** The parts of the path, decoded, and the query of the current address. */
export function address() {
    const [path, query] = location.hash.replace(/^#\/?/, '').split(/\?(.*)/s);
    return {parts: path.split('/').filter(part => part !== '').map(decoded), query: new URLSearchParams(query ?? '')};
}

function decoded(part) {
    try {
        return decodeURIComponent(part);
    } catch (malformed) {
        return part;
    }
}

/** A link to a view: `link(['scripts', name], {tab: 'run'})`; empty values of the query are left out. */
export function link(parts, query = {}) {
    const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
    const text = new URLSearchParams(given).toString();
    return '#/' + parts.map(encodeURIComponent).join('/') + (text === '' ? '' : '?' + text);
}

export function go(parts, query) {
    location.hash = link(parts, query);
}

/** Changes the query of the current view without a new entry in the history: a filter that is being typed. */
export function keepQuery(query) {
    const {parts} = address();
    history.replaceState(null, '', link(parts, query));
}

/** Calls the listener after each change of the address. */
export function onAddress(listener) {
    addEventListener('hashchange', listener);
}
