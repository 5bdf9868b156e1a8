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

/** The forms of what the script is, and of the events that it takes. */
import {check, choice, field, fields, text} from './fields.js';
import {items} from './items.js';
import {isMap, isValue, kindOf} from './kinds.js';
import {group, section} from './labels.js';
import {table} from './table.js';

const EXECUTION = {sync: 'sync: the caller waits', async: 'async: the caller continues'};

/** @param saved whether the script exists: its use case cannot change then */
export function generalForm(form, saved) {
    form.shows(['webhookscript']);
    form.shows(['name']);
    const useCases = form.data.useCases.map(each => each.name);
    return group('General',
        text(form, ['description'], 'Description', {rows: 2}),
        text(form, ['tenant'], 'Tenant'),
        choice(form, ['useCase'], saved ? 'Use case (cannot change)' : 'Use case', useCases, {none: 'any', readOnly: saved}),
        choice(form, ['execution'], 'Execution', ['sync', 'async'], {none: 'sync', words: EXECUTION}),
        check(form, ['active'], 'Active', true),
        field(form, ['strict'], 'Undefined values are errors'),
        table(form, ['context'], 'context values'));
}

export function triggersForm(form) {
    return section(form, 'Triggers and channels', [['triggers']], items(form, ['triggers'], 'trigger', {
        start: {event: 'contact.updated'}, draw: path => fields(form, path, {event: 'Event type', when: 'Condition', channels: 'Channels'})}));
}

const ordered = form => ({
    key: {label: 'events with the same key', holds: isValue, start: value => typeof value === 'object' ? value.key : form.idOfSubject,
        draw: (_, path) => text(form, path, 'Key', {suggest: false})},
    own: {label: 'events with the same key, with a rule for failures', holds: node => isMap(node) && node.entries.some(each => each.key === 'key'),
        start: value => ({key: value ?? form.idOfSubject, onFailure: 'park'}),
        draw: (_, path) => fields(form, path, {key: 'Key', onFailure: 'After a failure'})},
});

export function eventsForm(form) {
    return section(form, 'Events: id, order and person', [['inputs'], ['id'], ['ordered'], ['subject']],
        fields(form, [], {inputs: 'Exchange variables without prefix', id: 'Id of the event'}),
        kindOf(form, ['ordered'], 'Order', ordered(form), 'none (default)'),
        fields(form, [], {subject: 'Person whose data the event contains'}));
}
