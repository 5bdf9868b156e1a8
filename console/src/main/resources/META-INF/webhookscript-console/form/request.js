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

/** The part of the form for the request: method, URL, parameters, headers, and the kinds of credentials, signature, body. */
import {html, nothing} from 'lit-html';
import {live} from 'lit-html/directives/live.js';
import {entryOf, find, rawOf} from '../source/tree.js';
import {folded, group, idOf, problemsAt, text, choice} from './fields.js';
import {table} from './table.js';

const HEADERS = ['Accept', 'Accept-Language', 'Content-Type', 'User-Agent', 'X-Request-Id'];

/** The kinds of credentials, each with what stands in the text when it is chosen. */
const AUTH = {
    basic: {label: 'User name and password', start: {username: '', password: '{{ secret.password }}'},
        fields: [['username', 'User name'], ['password', 'Password']]},
    bearer: {label: 'Bearer token', start: '{{ secret.token }}', fields: []},
    apiKey: {label: 'API key', start: {in: 'header', name: 'X-Api-Key', value: '{{ secret.key }}'},
        fields: [['in', 'Sent in', ['header', 'query']], ['name', 'Name'], ['value', 'Key']]},
    oauth2: {label: 'OAuth 2.0 client credentials',
        start: {tokenUri: 'https://id.example.com/token', clientId: 'client', clientSecret: '{{ secret.client }}'},
        fields: [['tokenUri', 'URL of the token server'], ['clientId', 'Client id'], ['clientSecret', 'Client secret'],
            ['authentication', 'Client credentials sent', ['basic', 'post']]]},
    ref: {label: 'Bean of the application', start: '#authenticator', fields: []},
};

const SIGNATURES = {
    standardWebhooks: {label: 'Standard Webhooks', start: {secrets: ['{{ secret.signing }}']}, fields: []},
    hmac: {label: 'HMAC in a header', start: {header: 'X-Signature', secret: '{{ secret.signing }}', algorithm: 'sha256'},
        fields: [['header', 'HTTP header'], ['secret', 'Secret'], ['algorithm', 'Algorithm', ['sha256', 'sha512', 'sha1']],
            ['encoding', 'Encoding', ['hex', 'base64']], ['prefix', 'Prefix'], ['content', 'Signed content'],
            ['timestampHeader', 'Header of the time']]},
    ref: {label: 'Bean of the application', start: '#signer', fields: []},
};

const BODIES = {
    json: {label: 'JSON', start: {id: '{{ message.id }}'}},
    fields: {label: 'JSON of dotted keys', start: {id: '{{ message.id }}'}},
    form: {label: 'Form', start: {id: '{{ message.id }}'}},
    text: {label: 'Text', start: '{{ event | tojson }}', more: {contentType: 'text/plain; charset=utf-8'}},
    xml: {label: 'XML', start: '<event id="{{ message.id }}"/>'},
    multipart: {label: 'Multipart', start: [{name: 'id', value: '{{ message.id }}'}]},
    binary: {label: 'Bytes', start: 'event.content', more: {contentType: 'application/octet-stream'}},
};

export function requestForm(form) {
    return html`${group('Request', text(form, ['request', 'method'], 'Method'), text(form, ['request', 'url'], 'URL', {list: false}))}
        ${table(form, ['request', 'params'], 'query parameters', {kinds: true})}
        ${table(form, ['request', 'headers'], 'HTTP headers', {kinds: true, suggestions: HEADERS})}
        ${kindOf(form, ['request', 'auth'], 'Authentication', AUTH)}
        ${kindOf(form, ['request', 'signature'], 'Signature', SIGNATURES)}
        ${body(form)}`;
}

/** A choice of one kind; the fields of the kind that is chosen. Another kind takes the place of the first. */
function kindOf(form, path, label, kinds) {
    const map = find(form.tree, path);
    const kind = Object.keys(kinds).find(each => entryOf(map, each)) ?? '';
    const fields = kinds[kind]?.fields ?? [];
    const alone = kind !== '' && fields.length === 0 && find(form.tree, [...path, kind]).kind === 'value';
    return folded(label, kind !== '', chooser(form, path, label, kinds, kind),
        alone ? text(form, [...path, kind], kinds[kind].label, {list: false}) : nothing,
        kind !== '' && !alone && fields.length === 0 ? html`<p class="hint">See the text.</p>` : nothing,
        fields.map(([key, name, values]) => values ? choice(form, [...path, kind, key], name, values)
            : text(form, [...path, kind, key], name, {list: false})));
}

function chooser(form, path, label, kinds, kind) {
    const id = idOf([...path, 'kind']);
    const choose = value => value === '' ? form.remove(path)
        : form.set(path, {[value]: kinds[value].start, ...kinds[value].more ?? {}});
    return html`<label for=${id}>Kind of ${label.toLowerCase()}</label><select id=${id} ?disabled=${form.locked} .value=${live(kind)}
        @change=${event => choose(event.target.value)}><option value="" ?selected=${kind === ''}>none</option>
        ${Object.entries(kinds).map(([each, {label: word}]) =>
            html`<option value=${each} ?selected=${each === kind}>${word}</option>`)}</select>
        ${problemsAt(form, path).map(problem => html`<p class="problems">${problem.message}</p>`)}`;
}

/** The value of a body is edited as it stands in the text, since it can have any structure. */
function body(form) {
    const path = ['request', 'body'];
    const kind = Object.keys(BODIES).find(each => entryOf(find(form.tree, path), each)) ?? '';
    const id = idOf([...path, 'value']);
    return folded('Body', kind !== '', chooser(form, path, 'Body', BODIES, kind),
        kind === '' ? nothing : kind === 'form' ? table(form, [...path, 'form'], 'form values')
        : html`<label for=${id}>${BODIES[kind].label}, as YAML</label>
            <textarea id=${id} rows="10" spellcheck="false" ?readonly=${form.locked}
                .value=${live(rawOf(form.text, form.tree, [...path, kind]))} @focus=${form.focused}
                @change=${event => form.setRaw([...path, kind], event.target.value)}></textarea>`,
        ['text', 'binary'].includes(kind) ? text(form, [...path, 'contentType'], 'Content-Type') : nothing);
}
