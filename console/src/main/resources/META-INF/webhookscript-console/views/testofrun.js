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

/** Makes an entry of the section `tests` from a run. Secrets are masked in runs as they are in tests. */
import {jsonOf} from '../parts/httptext.js';

/** A test with a longer text is not readable. */
const MAX_BODY = 20_000;

export function testOf(name, input, run) {
    const test = {name, event: eventOf(input)};
    addGiven(test, 'variables', input.variables);
    if (run.response) {
        test.response = responseOf(run.response);
    }
    test.expect = run.request.method ? requestOf(run.request) : {};
    test.expect.outcome = run.outcome;
    addGiven(test.expect, 'variables', run.variables);
    return test;
}

function eventOf(input) {
    return jsonOf(input.event) ?? input.event;
}

function addGiven(target, key, values) {
    if (values && Object.keys(values).length > 0) {
        target[key] = values;
    }
}

function responseOf(response) {
    const type = valuesOf(response.headers, 'content-type')[0];
    const body = response.bodyEncoding || response.body === null ? undefined : response.body.slice(0, MAX_BODY);
    return {status: response.status, ...type ? {headers: {'Content-Type': type}} : {},
        ...body === undefined ? {} : {body: jsonOf(body) ?? body}};
}

/** What a test expects of a request. */
export function requestOf(request) {
    const query = request.url.indexOf('?');
    const expect = {method: request.method, url: query < 0 ? request.url : request.url.slice(0, query)};
    const params = query < 0 ? {} : paramsOf(request.url.slice(query + 1));
    addGiven(expect, 'params', params);
    if (request.body !== null && !request.bodyEncoding && request.body.length <= MAX_BODY) {
        expect.body = jsonOf(request.body) ?? request.body;
    }
    return expect;
}

/** A parameter that stands there several times is a list. */
function paramsOf(query) {
    const params = new URLSearchParams(query);
    return Object.fromEntries([...new Set(params.keys())].map(key => {
        const values = params.getAll(key);
        return [key, values.length === 1 ? values[0] : values];
    }));
}

function valuesOf(headers, name) {
    return Object.entries(headers ?? {}).find(([each]) => each.toLowerCase() === name)?.[1] ?? [];
}
