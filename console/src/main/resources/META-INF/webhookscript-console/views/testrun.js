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

/** Runs the tests of a text that need not be saved. The results are those of one text, and are gone when it changes. */
import {api} from '../api.js';
import {fail} from '../parts/notice.js';
import {remove, set} from '../source/edit.js';
import {find, valueOf} from '../source/tree.js';
import {requestOf} from './testofrun.js';

/** The id of the message in every test. */
const MESSAGE_ID = 'msg_test';

export class TestRun {

    #draft;
    #redraw;
    #running = false;
    #results;
    #text;

    constructor(draft, redraw) {
        this.#draft = draft;
        this.#redraw = redraw;
    }

    get results() {
        return this.#text === this.#draft.text ? this.#results : undefined;
    }

    get possible() {
        return !this.#running && this.#draft.checked && this.#draft.check.valid;
    }

    async run() {
        const {name, text} = this.#draft;
        this.#running = true;
        this.#redraw();
        try {
            this.#results = (await api.test(name, text)).tests;
            this.#text = text;
        } catch (error) {
            fail(error);
        }
        this.#running = false;
        this.#redraw();
    }

    /** @param mayFill whether a dry run may fill in what a test expects */
    forForm(mayFill, edits, order) {
        return {results: this.results, running: this.#running, run: () => this.run(), mayFill,
            fill: index => this.#fill(index, edits, order)};
    }

    /** Takes the request that a test makes now as the one that it expects. What it expects of the response stays. */
    async #fill(index, edits, order) {
        const {name, text, check} = this.#draft;
        const {event, variables, context} = valueOf(find(check.tree, ['tests', index]));
        const path = ['tests', index, 'expect'];
        try {
            const run = await api.dryRun({name, source: text, contentType: 'application/json', variables, context,
                event: typeof event === 'string' ? event : JSON.stringify(event ?? {})});
            const found = JSON.parse(JSON.stringify(requestOf(run)).replaceAll(run.messageId, MESSAGE_ID));
            for (const key of ['method', 'url', 'params', 'body']) {
                await edits.make((now, tree) => found[key] === undefined ? remove(now, tree, [...path, key])
                    : set(now, tree, [...path, key], found[key], order));
            }
            await this.run();
        } catch (error) {
            fail(error);
        }
    }
}
