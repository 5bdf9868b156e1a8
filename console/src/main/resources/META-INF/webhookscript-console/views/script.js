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

/** The views of one script: its state, and its text with the form. */
import {html, nothing} from 'lit-html';
import {api} from '../api.js';
import {kept} from '../drafts.js';
import {Live} from '../live.js';
import {actions} from '../parts/actions.js';
import {badge, problems} from '../parts/badges.js';
import {fail} from '../parts/notice.js';
import {testResults} from '../parts/testresults.js';
import {ResponseOrder} from '../responseorder.js';
import {link} from '../router.js';
import {facts} from './card.js';
import {scriptHead} from './tabs.js';

export function overview(page, name) {
    return new Overview(page, name);
}

class Overview {

    #page;
    #name;
    #script;
    #gone = false;
    #results;
    #states = new ResponseOrder();
    #runs = new ResponseOrder();
    #live;

    constructor(page, name) {
        this.#page = page;
        this.#name = name;
        this.title = name;
        this.#load();
        this.#live = new Live(() => this.#load(true), page.about.poll / 1000);
    }

    close() {
        this.#live.close();
    }

    async #load(again = false) {
        const isLate = this.#states.begin();
        try {
            const script = await api.script(this.#name);
            if (isLate()) {
                return;
            }
            this.#script = script;
            this.#gone = false;
        } catch (error) {
            if (isLate()) {
                return;
            }
            this.#gone = error.code === 'no-script';
            if (!this.#gone && !(again && (error.status === 0 || error.status === 401))) {
                fail(error);
            }
        }
        this.#page.redraw();
    }

    async #test() {
        const isLate = this.#runs.begin();
        try {
            const {source} = await api.source(this.#name);
            const {tests} = await api.test(this.#name, source);
            this.#results = isLate() ? this.#results : tests;
        } catch (error) {
            fail(error);
        }
        this.#page.redraw();
    }

    draw() {
        const script = this.#script;
        if (this.#gone) {
            return html`<h1>${this.#name}</h1><p id="none">There is no script of this name.
                <a href=${link(['scripts'])}>All scripts</a></p>
                ${kept('script', this.#name) ? html`<p><a href=${link(['scripts', this.#name, 'edit'])}>Continue with its text, which
                    is not saved</a></p>` : nothing}`;
        }
        if (!script) {
            return html`<h1>${this.#name}</h1><p class="hint">Loading…</p>`;
        }
        return html`${scriptHead(this.#name, 'overview', this.#page, script, kept('script', this.#name) !== undefined)}
            <div class="columns">
                <section class="panel" aria-labelledby="state-title"><h2 id="state-title">State</h2>
                    ${script.description ? html`<p>${script.description}</p>` : nothing}
                    <p class="mono">${script.method} ${script.url}</p>
                    ${script.why ? html`<p>${script.why}</p>` : nothing}
                    ${facts(script)}${problems(script.problems)}
                    ${script.notes.length === 0 ? nothing : html`<ul class="hint">${script.notes.map(note => html`<li>${note}</li>`)}</ul>`}
                    <div class="bar">${actions(script, this.#page, () => this.#load())}</div></section>
                <section class="panel" aria-labelledby="users-title"><h2 id="users-title">Used by</h2>${users(script.usedBy)}
                    ${script.callback ? callback(script.callback) : nothing}</section>
                ${script.tests.length === 0 ? nothing : html`<section class="panel" aria-labelledby="tests-title">
                    <h2 id="tests-title">Tests</h2>
                    <div class="bar"><button id="run-tests" @click=${() => this.#test()}>Run the tests</button></div>
                    ${this.#results ? testResults(this.#results)
                        : html`<ul>${script.tests.map(test => html`<li>${test.name}</li>`)}</ul>`}</section>`}
            </div>`;
    }
}

function users({routes, triggers, channels}) {
    if (routes.length + triggers.length + channels.length === 0) {
        return html`<p class="hint">No running route and no trigger uses this script.</p>`;
    }
    return html`${routes.length === 0 ? nothing : html`<h3>Routes</h3><ul>${routes.map(use =>
            html`<li><code>${use.route}</code>${use.path ? html` <small>${use.path}</small>` : nothing}</li>`)}</ul>`}
        ${triggers.length === 0 ? nothing : html`<h3>Events</h3><ul>${triggers.map(trigger =>
            html`<li><code>${trigger.event}</code>${trigger.condition ? ' under a condition' : nothing}${
                trigger.channels.length === 0 ? nothing : ` in ${trigger.channels.join(', ')}`}</li>`)}</ul>`}
        ${channels.length === 0 ? nothing : html`<h3>Channels</h3><p>${channels.join(', ')}</p>`}`;
}

function callback({path, running, openSessions, results}) {
    return html`<h2>Response events</h2><dl class="facts"><dt>Path</dt><dd><code>${path}</code></dd>
        <dt>State</dt><dd>${badge(running ? 'receiving' : 'not receiving', running ? 'ok' : 'warn')}</dd>
        <dt>Open sessions</dt><dd>${openSessions}</dd>
        ${Object.entries(results).filter(([, number]) => number > 0).map(([result, number]) =>
            html`<dt>${result}</dt><dd>${number}</dd>`)}</dl>`;
}
