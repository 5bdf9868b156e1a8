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

/** The form of the request's body: its kind, and the fields of the kind. */
import {html} from 'lit-html';
import {entryOf, find} from '../source/tree.js';
import {field, fields, raw, text} from './fields.js';
import {items} from './items.js';
import {keyed, kindOf} from './kinds.js';
import {section} from './labels.js';
import {table, TYPED} from './table.js';

const ABSENT = 'Undefined values';

const BODIES = {
    json: {label: 'JSON', start: {id: '{{ message.id }}'}, draw: (form, path, body) => html`${
        raw(form, path, 'JSON, as YAML', {rows: 10, id: 'f-request-body-value', none: ''})}${field(form, [...body, 'absent'], ABSENT)}`},
    fields: {label: 'JSON of dotted keys', start: {id: '{{ message.id }}'}, draw: (form, path, body) => html`${
        table(form, path, 'fields')}${fields(form, body, {remove: 'Predefined fields that are left out', absent: ABSENT})}`},
    form: {label: 'Form', start: {id: '{{ message.id }}'}, draw: (form, path) => table(form, path, 'form values', {kinds: TYPED})},
    text: {label: 'Text', start: '{{ event | tojson }}', more: {contentType: 'text/plain; charset=utf-8'},
        draw: (form, path, body) => html`${text(form, path, 'Text', {rows: 8})}${field(form, [...body, 'contentType'], 'Content-Type')}`},
    xml: {label: 'XML', start: '<event id="{{ message.id }}"/>', draw: (form, path) => text(form, path, 'XML', {rows: 8})},
    multipart: {label: 'Multipart', start: [{name: 'id', value: '{{ message.id }}'}], draw: (form, path) =>
        items(form, path, 'part', {start: {name: 'file', file: 'event.content', filename: 'content.bin'}, draw: at => partOf(form, at)})},
    binary: {label: 'Bytes', start: 'event.content', more: {contentType: 'application/octet-stream'},
        draw: (form, path, body) => html`${text(form, path, 'Expression', {suggest: false})}${
            field(form, [...body, 'contentType'], 'Content-Type')}`},
};

/** A part has a value or a file. */
function partOf(form, path) {
    const isFile = ['file', 'filename'].some(key => entryOf(find(form.tree, path), key) !== undefined);
    return fields(form, path, isFile ? {name: 'Name', file: 'File', filename: 'Name of the file', contentType: 'Content-Type'}
        : {name: 'Name', value: 'Value', contentType: 'Content-Type'});
}

export function bodyForm(form) {
    const path = ['request', 'body'];
    return section(form, 'Body', [path], kindOf(form, path, 'Kind of body', keyed(BODIES)));
}
