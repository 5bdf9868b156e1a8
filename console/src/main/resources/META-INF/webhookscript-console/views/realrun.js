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

/** The lower half of the run view: the real run, its response, and what can be kept of it. */
import {html, nothing} from 'lit-html';
import {api} from '../api.js';
import {badge} from '../parts/badges.js';
import {ask} from '../parts/dialog.js';
import {bodyText, headerLines, jsonOf, request} from '../parts/httptext.js';
import {fail, tell} from '../parts/notice.js';
import {isPickable, nameFor, pathText, pickable} from '../parts/pick.js';
import {link} from '../router.js';
import {append, set} from '../source/edit.js';
import {find} from '../source/tree.js';
import {duration} from '../time.js';
import {testOf} from './testofrun.js';

export class RealRun {

    #page;
    #script;
    #draft;
    #changed;
    #result;
    #input;
    #running = false;

    constructor(page, script, draft, changed) {
        this.#page = page;
        this.#script = script;
        this.#draft = draft;
        this.#changed = changed;
    }

    async #run(inputOf) {
        let input;
        try {
            input = inputOf();
            if (!await ask({title: `Run ${this.#script.name} for real?`, action: 'Send the request', danger: true,
                text: html`<p>One request is sent to the receiver, which acts on it:</p>
                    <p class="mono">${this.#script.method} ${this.#script.url}</p>
                    ${this.#draft.changed ? html`<p>The loaded version <code>${this.#script.version}</code> runs, without the
                        changes that are not saved.</p>` : nothing}`})) {
                return;
            }
            this.#running = true;
            this.#page.redraw();
            const {context, ...sent} = input;
            this.#result = await api.run({...sent, version: this.#script.version, confirmed: true});
            this.#input = input;
        } catch (error) {
            fail(error);
        } finally {
            this.#running = false;
            this.#page.redraw();
        }
    }

    draw(inputOf) {
        const stopped = this.#script.version === '';
        return html`<section class="panel" aria-labelledby="real-title"><h2 id="real-title">Real run</h2>
            <p class="hint">A real run makes one attempt, without rate limit, retries and circuit breaker. The receiver acts on it.</p>
            <div class="bar"><button id="run" class="primary" ?disabled=${this.#running || stopped}
                @click=${() => this.#run(inputOf)}>${this.#running ? 'Running…' : 'Run for real'}</button>
                ${this.#result && this.#page.may('edit') && this.#draft.editable ? html`<button id="keep-test"
                    @click=${() => this.#keepTest()}>Make a test of this run</button>` : nothing}</div>
            ${this.#result ? this.#response() : nothing}</section>`;
    }

    #response() {
        const {response, outcome, reason, millis, variables} = this.#result;
        return html`<p role="status" id="outcome">${badge(outcome)} in ${duration(millis)}${reason ? html`: ${reason}` : nothing}</p>
            <div class="columns">
                <div><h3>Request</h3>${this.#result.request.method ? request({...this.#result.request})
                    : html`<p class="hint">Nothing was sent.</p>`}</div>
                <div><h3>Response</h3>${response ? this.#responseText(response) : html`<p class="hint">There was no response.</p>`}
                    ${Object.keys(variables).length === 0 ? nothing : html`<h3>Variables</h3>
                        <dl class="facts" id="variables">${Object.entries(variables).map(([name, value]) =>
                            html`<dt>${name}</dt><dd><code>${JSON.stringify(value)}</code></dd>`)}</dl>`}</div>
            </div>`;
    }

    #responseText(response) {
        const json = response.bodyEncoding ? undefined : jsonOf(response.body);
        const pick = json !== undefined && isPickable(json) && this.#page.may('edit') && this.#draft.editable;
        return html`<pre id="response">Status ${response.status}\n${headerLines(response.headers)}${
            pick ? nothing : bodyText(response)}</pre>
            ${pick ? html`<p class="hint">Choose a value to keep it as a variable of the script.</p>
                ${pickable(json, path => this.#keepVariable(path))}` : nothing}`;
    }

    async #keepVariable(path) {
        const where = pathText('response.body', path);
        const name = await ask({title: 'Keep the value as a variable', action: 'Add the variable',
            text: html`<p>It reads <code>${where}</code> of each response.</p>`,
            field: {label: 'Name of the variable', value: nameFor(path), pattern: '[A-Za-z_][A-Za-z0-9_]*',
                hint: 'Letters, digits and _. An existing variable of this name is replaced.'}});
        if (name) {
            await this.#edit((text, tree) => set(text, tree, ['response', 'variables', name], `{{ ${where} }}`, this.#page.order),
                `The variable ${name} reads ${where}.`);
        }
    }

    async #keepTest() {
        const name = await ask({title: 'Make a test of this run', action: 'Add the test',
            text: 'The test has this event and this response, and expects this request and this outcome.',
            field: {label: 'Name of the test', value: `a run that ends as ${this.#result.outcome}`}});
        if (name) {
            const test = testOf(name, this.#input, this.#result);
            await this.#edit((text, tree) => {
                const list = find(tree, ['tests']);
                return list?.kind === 'list' && list.items.length > 0 ? append(text, list, test)
                    : set(text, tree, ['tests'], [test], this.#page.order);
            }, `The test “${name}” is added.`, () => this.#testResult(name));
        }
    }

    /** Changes the text of the script; the change is saved in the edit view, where the difference is shown. */
    async #edit(splice, done, then = async () => '') {
        try {
            await this.#draft.edit(splice);
            const more = await then();
            tell(html`${done} ${more} <a href=${link(['scripts', this.#script.name, 'edit'])}>Edit and save the script</a>`);
            this.#changed();
        } catch (error) {
            fail(error);
        }
    }

    async #testResult(name) {
        const {tests} = await api.test(this.#script.name, this.#draft.text);
        const result = tests.findLast(test => test.name === name);
        return !result ? '' : result.passed ? 'It passes.'
            : `It does not pass: ${result.differences.map(d => `${d.path} is ${d.found}`).join(', ')}.`;
    }
}
