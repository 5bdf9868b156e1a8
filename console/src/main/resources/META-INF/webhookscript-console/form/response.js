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

/** The forms of what comes back: the response with its outcomes and variables, and the response events of later. */
import {html} from 'lit-html';
import {CALLBACK_AUTH, CALLBACK_SIGNATURES} from './credentials.js';
import {field, fields, raw} from './fields.js';
import {items} from './items.js';
import {keyed, kindOf} from './kinds.js';
import {group, mapGroup, problemsAt, problemTexts, section} from './labels.js';
import {READ, table} from './table.js';

const RULE = {status: 'Status codes and failures', when: 'Condition', is: 'Outcome', retryAfter: 'Wait before the next attempt'};

export function responseForm(form) {
    const path = ['response'];
    const at = key => [...path, key];
    return section(form, 'Response', [path], problemTexts(problemsAt(form, path)),
        field(form, at('type'), 'Read as'),
        group('Outcomes', items(form, at('outcomes'), 'rule', {start: {status: [404], is: 'refused'}, ordered: true,
            draw: rule => fields(form, rule, RULE)})),
        table(form, at('variables'), 'response variables', {kinds: READ}),
        raw(form, at('body'), 'Body for the caller'),
        fields(form, path, {headers: 'HTTP headers for the caller', deliveryControl: 'The receiver may stop the script'}));
}

const CALLBACK = {path: 'Path', session: 'Session that a call opens', from: 'Session of a response event', closeWhen: 'A call closes its session if',
    sessionTtl: 'A session stays open for'};

/** The keys that are required stand in the text from the beginning. */
const CALLBACK_START = {path: '/callbacks/name', auth: {bearer: '{{ secret.callback }}'}, session: '{{ event.id }}', from: 'event.id'};

const CALLBACKS = {
    on: {label: 'received', start: CALLBACK_START, holds: node => node.kind === 'map', draw: (form, path) => html`
        ${mapGroup(form, path, 'Sessions', fields(form, path, CALLBACK))}
        ${kindOf(form, [...path, 'auth'], 'Authentication of the sender', keyed(CALLBACK_AUTH))}
        ${kindOf(form, [...path, 'signature'], 'Signature of the sender', keyed(CALLBACK_SIGNATURES))}`},
};

export function callbackForm(form) {
    return section(form, 'Response events (callback)', [['callback']],
        kindOf(form, ['callback'], 'Response events', CALLBACKS, 'not received (default)'));
}
