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

/** Whether the server could not be reached, or has ended the session: the request can be repeated later. */
export function isAway(error) {
    return error.status === 0 || error.status === 401;
}

let listener = () => {};
let sent = 0;
let latest = 0;

/** A late response says nothing about the connection when a later request has had its response. */
function report(number, state) {
    if (number > latest) {
        latest = number;
        listener(state);
    }
}

/** @param newListener is called with `here`, `away` or `signed-out` after each request */
export function onConnection(newListener) {
    listener = newListener;
}

async function call(method, path, body, headers = {}) {
    const number = ++sent;
    let response;
    try {
        response = await fetch('api/' + path, {
            method,
            headers: method === 'GET' ? headers : {...headers, 'Content-Type': 'application/json'},
            body: body === undefined ? undefined : JSON.stringify(body),
        });
    } catch (unreachable) {
        report(number, 'away');
        throw new ApiError(0, {error: {code: 'away', message: 'The server cannot be reached.'}});
    }
    report(number, response.status === 401 ? 'signed-out' : 'here');
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

/** The state of a script; undefined when there is only its file. */
async function scriptIfLoaded(name) {
    try {
        return await call('GET', script(name));
    } catch (error) {
        if (error.code === 'no-script') {
            return undefined;
        }
        throw error;
    }
}

/** The requests; package-info.java of the console describes each of them. */
export const api = {
    session: () => call('GET', 'session'),
    schema: () => call('GET', 'schema'),
    completion: () => call('GET', 'completion'),
    scripts: filter => call('GET', 'scripts' + query(filter)),
    changes: since => call('GET', 'changes' + query({since})),
    script: name => call('GET', script(name)),
    scriptIfLoaded,
    source: name => call('GET', script(name) + '/source'),
    operate: (name, action, force) => call('POST', `${script(name)}/${action}`, {force}),
    check: (name, source) => call('POST', 'check', {name, source}),
    test: (name, source) => call('POST', 'test', {name, source}),
    dryRun: run => call('POST', 'dry-run', run),
    run: run => call('POST', 'run', run),
    deliveries: filter => call('GET', 'deliveries' + query(filter)),
    summary: (name, hours) => call('GET', 'deliveries/summary' + query({script: name, hours})),
    deadLetters: filter => call('GET', 'dead-letters' + query(filter)),
    deadLetter: messageId => call('GET', 'dead-letters/letter' + query({messageId})),
    countLetters: (action, filter) => call('GET', 'dead-letters/count' + query({...filter, action})),
    changeLetters: (action, letters) => call('POST', `dead-letters/${action}`, letters),
    replays: () => call('GET', 'dead-letters/replays'),
    stopReplay: id => call('POST', 'dead-letters/stop', {id}),
    templates: () => call('GET', 'templates'),
    draft: wish => call('POST', 'drafts', wish),
    save: (name, source, version) => call('PUT', script(name), {source}, basedOn(version)),
    rename: (name, to, version) => call('POST', script(name) + '/rename', {to}, basedOn(version)),
    remove: (name, version) => call('DELETE', script(name), undefined, basedOn(version)),
};
