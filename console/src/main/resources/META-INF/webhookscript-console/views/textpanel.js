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

/** The panel with the editor of a draft's text, its problems, and the results of its tests. */
import {html, nothing} from 'lit-html';
import {ref} from 'lit-html/directives/ref.js';
import {testResults} from '../parts/testresults.js';
import {Editor} from '../source/editor.js';
import {offsetOfLine} from '../source/tree.js';
import {problemList} from './problemlist.js';

export class TextPanel {

    #draft;
    #options;
    #editor;
    #host = element => this.#mount(element);

    /** @param options those of `Editor` */
    constructor(draft, options) {
        this.#draft = draft;
        this.#options = options;
    }

    /** The editor is made once, when its place is in the page. */
    #mount(element) {
        if (element && !this.#editor) {
            this.#editor = new Editor(element, {label: 'Text of the script, YAML', ...this.#options});
            this.#editor.show(this.#draft.text);
        }
    }

    show() {
        this.#editor?.show(this.#draft.text);
        if (this.#draft.checked) {
            this.#editor?.mark(this.#draft.check.problems);
        }
    }

    insert(text) {
        this.#editor.insert(text);
    }

    goTo(offset) {
        this.#editor.goTo(offset);
    }

    goToLine(line) {
        this.goTo(offsetOfLine(this.#draft.text, line));
    }

    close() {
        this.#editor?.close();
    }

    /**
     * @param tests the `TestRun` of the draft
     * @param above what stands above the editor
     */
    draw(tests, above) {
        return html`<section class="panel text" aria-labelledby="text-title"><h2 id="text-title">Text</h2>${above}
            <div class="editor" id="editor" ${ref(this.#host)}></div>${
                problemList(this.#draft.checked, this.#draft.check.problems, at => this.goTo(at))}
            <div class="bar"><button type="button" id="run-tests" ?disabled=${!tests.possible}
                @click=${() => tests.run()}>Run the tests</button></div>
            ${tests.results ? testResults(tests.results, line => this.goToLine(line)) : nothing}</section>`;
    }
}
