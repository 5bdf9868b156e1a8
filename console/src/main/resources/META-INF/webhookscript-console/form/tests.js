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

/** The tests of the script: the event of each, what is expected, and the result of its last run. */
import {html, nothing} from 'lit-html';
import {testResult} from '../parts/testresults.js';
import {placeholders} from '../source/complete.js';
import {find, valueOf} from '../source/tree.js';
import {fields, raw} from './fields.js';
import {items} from './items.js';
import {folded, group, problemsAt, problemTexts, section} from './labels.js';
import {table} from './table.js';

const REQUEST = {method: 'Method', url: 'URL'};
const RESULT = {outcome: 'Outcome', error: 'Part of the error'};

export function testsForm(form) {
    const {running, run} = form.tests;
    return section(form, 'Tests', [['tests']],
        html`<p class="hint">A test sends nothing: it compares the request and the outcome with what you expect.</p>`,
        items(form, ['tests'], 'test', {start: () => newTest(form), copied: 'name', draw: (path, i) => testForm(form, path, i),
            title: (path, i) => html`Test ${i + 1}: ${valueOf(find(form.tree, [...path, 'name'])) ?? ''}`}),
        find(form.tree, ['tests']) === undefined ? nothing : html`<div class="bar"><button type="button" class="primary" id="run-these-tests"
            ?disabled=${running || form.locked || form.problems.some(problem => problem.severity === 'error')}
            @click=${run}>${running ? 'Running…' : 'Run the tests'}</button></div>`);
}

function testForm(form, path, i) {
    const at = (...keys) => [...path, ...keys];
    const {results, mayFill, fill} = form.tests;
    return html`${results?.[i] ? html`<div class="result" role="status">${testResult(results[i], line => form.goToLine(line))}</div>` : nothing}
        ${fields(form, path, {name: 'Name'})}
        ${raw(form, at('event'), 'Event', {rows: 6, none: 'JSON, as the application gets it.'})}
        ${group('Expected', html`<p class="hint">Only what is filled in is compared.</p>`, problemTexts(problemsAt(form, at('expect'))),
            fields(form, at('expect'), REQUEST), raw(form, at('expect', 'body'), 'Body', {none: 'JSON or text.'}), fields(form, at('expect'), RESULT),
            table(form, at('expect', 'params'), `expected query parameters of test ${i + 1}`, {add: 'Add an expected query parameter'}),
            table(form, at('expect', 'headers'), `expected HTTP headers of test ${i + 1}`, {add: 'Add an expected HTTP header'}),
            raw(form, at('expect', 'variables'), 'Variables', {rows: 2, none: 'A JSON object.'}),
            mayFill ? html`<div class="bar"><button type="button" data-fill=${i} ?disabled=${form.locked}
                @click=${() => fill(i)}>Expect the current request in test ${i + 1}</button></div>` : nothing)}
        ${folded('Response of the receiver', find(form.tree, at('response')) !== undefined,
            fields(form, at('response'), {status: 'Status'}), raw(form, at('response', 'body'), 'Body', {none: 'JSON or text.'}),
            table(form, at('response', 'headers'), `response headers of test ${i + 1}`, {add: 'Add a response header'}))}
        ${folded('Variables and context', ['variables', 'context'].some(key => find(form.tree, at(key)) !== undefined),
            raw(form, at('variables'), 'Exchange variables', {rows: 2, none: 'A JSON object.'}),
            table(form, at('context'), `context of test ${i + 1}`, {add: 'Add a context value'}))}`;
}

/** A test that can be run at once: its event has an example for each placeholder that the script uses. */
function newTest(form) {
    const known = placeholders(form.text, form.data).filter(each => each.example !== '');
    const used = known.filter(each => new RegExp(`\\b${each.path.replace(/\./g, '\\.')}\\b`).test(form.text));
    const event = {};
    used.forEach(each => put(event, each.path.split('.'), exampleOf(each)));
    return {name: `test ${(find(form.tree, ['tests'])?.items?.length ?? 0) + 1}`, event, expect: {outcome: 'delivered'}};
}

function put(target, [key, ...rest], value) {
    if (rest.length === 0) {
        target[key] ??= value;
    } else {
        target[key] ??= {};
        if (typeof target[key] === 'object') {
            put(target[key], rest, value);
        }
    }
}

function exampleOf({type, example}) {
    return ['integer', 'number', 'boolean'].includes(type) && /^(?:-?\d{1,15}(?:\.\d+)?|true|false)$/.test(example) ? JSON.parse(example) : example;
}
