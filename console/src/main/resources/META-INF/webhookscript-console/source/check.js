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

/** The last check of a text that changes, its problems and its tree; and the changes that are computed from the tree. */
import {api, isAway} from '../api.js';
import {apply} from './edit.js';

export class TextCheck {

    #draft;
    #number = 0;
    #running = Promise.resolve();
    #edits = 0;
    result = {problems: [], tree: null, valid: true};
    /** The text that the result belongs to. */
    text;

    /** @param draft has a `name` and a `text`, which `change(text)` changes */
    constructor(draft) {
        this.#draft = draft;
    }

    /** Whether the result is that of the draft's text, and no change of the text is on its way. */
    get isCurrent() {
        return this.#edits === 0 && this.#isOfText();
    }

    #isOfText() {
        return this.text === this.#draft.text;
    }

    /** Checks the text. A late response for an earlier text changes nothing, not even when it is an error. */
    async repeat() {
        const number = ++this.#number;
        const {name, text} = this.#draft;
        const running = api.check(name, text).then(result => {
            if (number === this.#number) {
                this.#accept(text, result);
            }
        }, error => {
            if (number === this.#number) {
                throw error;
            }
        });
        this.#running = running;
        await running;
        return this.result;
    }

    #accept(text, result) {
        this.result = result;
        this.text = text;
    }

    /**
     * Changes the text by a splice. A change after which the text would not be YAML is refused. If the server is away, the
     * text is changed and not checked.
     *
     * @param splice `(text, tree) => splice or undefined`
     */
    async edit(splice) {
        this.#edits++;
        try {
            await this.#running.catch(() => {});
            while (!await this.#tryEdit(splice)) {
                // the text was changed in the editor meanwhile
            }
        } finally {
            this.#edits--;
        }
    }

    async #tryEdit(splice) {
        while (!this.#isOfText()) {
            await this.repeat();
        }
        const {text, result: {tree}} = this;
        if (tree === null && text.trim() !== '') {
            throw new Error('The text is not YAML yet; correct it first.');
        }
        const next = apply(text, splice(text, tree));
        const result = next === text ? this.result : await this.#ofChange(next);
        if (this.#draft.text !== text) {
            return false;
        }
        this.#draft.change(next);
        this.#number++;
        if (result) {
            this.#accept(next, result);
        }
        return true;
    }

    /** Checks the text that a change would make; undefined when the server is away. */
    async #ofChange(text) {
        let result;
        try {
            result = await api.check(this.#draft.name, text);
        } catch (error) {
            if (isAway(error)) {
                return undefined;
            }
            throw error;
        }
        if (result.tree === null && text.trim() !== '') {
            throw new Error(`This is not YAML or JSON: ${result.problems[0]?.found ?? 'it cannot be read'}.`);
        }
        return result;
    }
}
