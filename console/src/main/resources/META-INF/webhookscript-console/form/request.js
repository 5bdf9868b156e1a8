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

/** The form of the request: method, URL, parameters, headers, credentials, signature, and what the connection needs. */
import {html} from 'lit-html';
import {AUTH, SIGNATURES} from './credentials.js';
import {bodyForm} from './body.js';
import {field, fields, text} from './fields.js';
import {isMap, keyed, kindOf} from './kinds.js';
import {group, mapGroup, section} from './labels.js';
import {table, TYPED} from './table.js';

const HEADERS = ['Accept', 'Accept-Language', 'Content-Type', 'User-Agent', 'X-Request-Id'];

const CLOUD_EVENT = {mode: 'Mode', type: 'Type', source: 'Source', subject: 'Subject'};

const IDEMPOTENCY = {
    standard: {label: 'Idempotency-Key with the message id', start: true, holds: node => node.value === true, draw: () => ''},
    off: {label: 'not sent', start: false, holds: node => node.value === false, draw: () => ''},
    own: {label: 'another name or value', start: {header: 'Idempotency-Key'}, holds: isMap,
        draw: (form, path) => fields(form, path, {header: 'HTTP header', value: 'Value', quoted: 'In double quotes'})},
};

export function requestForm(form) {
    const path = ['request'];
    return html`${mapGroup(form, path, 'Request', text(form, [...path, 'method'], 'Method'),
            text(form, [...path, 'url'], 'URL', {suggest: false}))}
        ${table(form, [...path, 'params'], 'query parameters', {kinds: TYPED})}
        ${table(form, [...path, 'headers'], 'HTTP headers', {kinds: TYPED, suggestions: HEADERS})}
        ${section(form, 'Authentication', [[...path, 'auth']], kindOf(form, [...path, 'auth'], 'Kind of authentication', keyed(AUTH)))}
        ${section(form, 'Signature', [[...path, 'signature']], kindOf(form, [...path, 'signature'], 'Kind of signature', keyed(SIGNATURES)))}
        ${bodyForm(form)}
        ${section(form, 'Repetitions, CloudEvents and connection', [['idempotencyKey'],
            ...['cloudEvent', 'via', 'proxy', 'tls'].map(key => [...path, key])],
            kindOf(form, ['idempotencyKey'], 'Idempotency key', IDEMPOTENCY, 'not sent (default)'),
            mapGroup(form, [...path, 'cloudEvent'], 'CloudEvent', fields(form, [...path, 'cloudEvent'], CLOUD_EVENT)),
            group('Connection', field(form, [...path, 'via'], 'Endpoint of camel-http', {suggest: false}),
                field(form, [...path, 'proxy'], 'Proxy'), field(form, [...path, 'tls'], 'Bean for TLS')))}`;
}
