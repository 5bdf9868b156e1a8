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

/** The kinds of authentication and signatures, each with what stands in the text when it is chosen. */
import {html} from 'lit-html';
import {field, fields, text} from './fields.js';
import {table} from './table.js';

const alone = label => (form, path) => text(form, path, label, {suggest: false});
const withFields = labels => (form, path) => fields(form, path, labels);

const BASIC = {label: 'User name and password', start: {username: '', password: '{{ secret.password }}'},
    draw: withFields({username: 'User name', password: 'Password'})};
const BEARER = {label: 'Bearer token', start: '{{ secret.token }}', draw: alone('Bearer token')};
const API_KEY = {label: 'API key', start: {in: 'header', name: 'X-Api-Key', value: '{{ secret.key }}'},
    draw: withFields({in: 'Sent in', name: 'Name', value: 'Key'})};

export const AUTH = {
    basic: BASIC, bearer: BEARER, apiKey: API_KEY,
    oauth2: {label: 'OAuth 2.0 client credentials',
        start: {tokenUri: 'https://id.example.com/token', clientId: 'client', clientSecret: '{{ secret.client }}'},
        draw: (form, path) => html`${fields(form, path, {tokenUri: 'URL of the token server', clientId: 'Client id',
            clientSecret: 'Client secret', scopes: 'Scopes', authentication: 'Client credentials sent'})}
            ${table(form, [...path, 'parameters'], 'parameters of the token request')}`},
    ref: {label: 'Bean of the application', start: '#authenticator', draw: alone('Bean')},
};

const HMAC = {header: 'HTTP header', param: 'Query parameter', secret: 'Secret', algorithm: 'Algorithm', encoding: 'Encoding',
    prefix: 'Prefix', content: 'Signed content', timestampHeader: 'HTTP header of the timestamp', timestampParam: 'Query parameter of the timestamp',
    timestampUnit: 'Unit of the timestamp'};
const STANDARD = {label: 'Standard Webhooks', start: {secrets: ['{{ secret.signing }}']}, draw: (form, path) =>
    field(form, [...path, 'secrets'], 'Secrets')};
const HMAC_KIND = {label: 'HMAC', start: {header: 'X-Signature', secret: '{{ secret.signing }}', algorithm: 'sha256'}, draw: withFields(HMAC)};

export const SIGNATURES = {standardWebhooks: STANDARD, hmac: HMAC_KIND,
    ref: {label: 'Bean of the application', start: '#signer', draw: alone('Bean')}};

/** What the sender of a response event may have. */
export const CALLBACK_AUTH = {basic: BASIC, bearer: BEARER, apiKey: {...API_KEY, draw: withFields({in: 'Received in', name: 'Name', value: 'Key'})}};
export const CALLBACK_SIGNATURES = {standardWebhooks: STANDARD, hmac: HMAC_KIND};
