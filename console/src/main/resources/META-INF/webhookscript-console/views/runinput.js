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

/** What a person types for a run, and what is sent for it. */
import {pretty} from '../parts/httptext.js';

export const EMPTY = {event: '{\n}', contentType: 'application/json', variables: '', headers: '', context: ''};

const textOf = object => object && Object.keys(object).length > 0 ? JSON.stringify(object, null, 2) : '';

/** What is typed for an event of a test. */
export function inputOf(test) {
    return {event: pretty(test.event ?? ''), contentType: test.contentType ?? 'application/json', variables: textOf(test.variables),
        headers: textOf(test.headers), context: textOf(test.context)};
}

/**
 * The request for a run of what was typed.
 *
 * @throws Error when the event or an object cannot be read, as while it is being typed
 */
export function runOf(name, input) {
    if (/^application\/(?:.+\+)?json\b/.test(input.contentType.trim()) && input.event.trim() !== '') {
        parsed(input.event, 'Event');
    }
    return {name, event: input.event, contentType: input.contentType, variables: objectOf(input.variables, 'Exchange variables'),
        headers: objectOf(input.headers, 'Message headers'), context: objectOf(input.context, 'Context')};
}

function objectOf(text, label) {
    if (text.trim() === '') {
        return {};
    }
    const value = parsed(text, label);
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
        throw new Error(`${label}: expected a JSON object.`);
    }
    return value;
}

function parsed(text, label) {
    try {
        return JSON.parse(text);
    } catch (error) {
        throw new Error(`${label}: this is not JSON (${error.message}).`);
    }
}
