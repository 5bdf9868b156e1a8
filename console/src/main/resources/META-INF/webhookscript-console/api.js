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
 * The only module that talks to the server. Paths are relative to the page, so the page works wherever it is mounted. A
 * request that changes something is JSON, which a page of another origin cannot send.
 */

/** A response that is an error, or none: `status` is 0 when the server could not be reached. */
export class ApiError extends Error {

    constructor(status, body) {
        super(body.error?.message ?? `The server responded with status ${status}.`);
        this.status = status;
        this.code = body.error?.code ?? '';
        this.details = {...body, ...body.error};
    }
}

let listener = () => {};

/** @param heard is called with `here`, `away` or `signed-out` after each request */
export function onConnection(heard) {
    listener = heard;
}

async function call(method, path, body, headers = {}) {
    let response;
    try {
        response = await fetch('api/' + path, {
            method,
            headers: method === 'GET' ? headers : {...headers, 'Content-Type': 'application/json'},
            body: body === undefined ? undefined : JSON.stringify(body),
        });
    } catch (unreachable) {
        listener('away');
        throw new ApiError(0, {error: {code: 'away', message: 'The server cannot be reached.'}});
    }
    listener(response.status === 401 ? 'signed-out' : 'here');
    const content = await contentOf(response);
    if (!response.ok) {
        throw new ApiError(response.status, content);
    }
    return content;
}

async function contentOf(response) {
    const text = await response.text();
    if (text === '') {
        return {};
    }
    try {
        return JSON.parse(text);
    } catch (foreign) {
        return {error: {code: 'not-json', message: `The response with status ${response.status} is not JSON.`}};
    }
}

/** A query of the values that are not empty. */
function query(values) {
    const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '');
    return given.length === 0 ? '' : '?' + new URLSearchParams(given);
}

const script = name => 'scripts/' + encodeURIComponent(name);

/** The precondition of a change: the version that it is based on, or that there is no such script. */
const basedOn = version => version ? {'If-Match': `"${version}"`} : {'If-None-Match': '*'};

/** The requests; package-info.java of the console describes each of them. */
export const api = {
    session: () => call('GET', 'session'),
    schema: () => call('GET', 'schema'),
    completion: () => call('GET', 'completion'),
    scripts: filter => call('GET', 'scripts' + query(filter)),
    changes: since => call('GET', 'changes' + query({since})),
    script: name => call('GET', script(name)),
    source: name => call('GET', script(name) + '/source'),
    operate: (name, action, force) => call('POST', `${script(name)}/${action}`, {force}),
    check: (name, source) => call('POST', 'check', {name, source}),
    test: (name, source) => call('POST', 'test', {name, source}),
    dryRun: run => call('POST', 'dry-run', run),
    run: run => call('POST', 'run', run),
    deliveries: filter => call('GET', 'deliveries' + query(filter)),
    summary: (name, hours) => call('GET', 'deliveries/summary' + query({script: name, hours})),
    templates: () => call('GET', 'templates'),
    draft: wish => call('POST', 'drafts', wish),
    save: (name, source, version) => call('PUT', script(name), {source}, basedOn(version)),
    rename: (name, to, version) => call('POST', script(name) + '/rename', {to}, basedOn(version)),
    remove: (name, version) => call('DELETE', script(name), undefined, basedOn(version)),
};
