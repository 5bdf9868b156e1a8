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

/**
 * Makes the changes of the fields one after the other. What is typed in a field stays there until it is in the text: when
 * it is not YAML, and when the server does not answer.
 */
import {isAway} from '../api.js';
import {fail} from '../parts/notice.js';

export class FieldEdits {

    #draft;
    #changed;
    #queue = Promise.resolve();
    #typed = new Map();
    #written = new Set();
    #unread = new Map();
    #waiting = [];
    #field;

    /** @param changed draws the form and the text again */
    constructor(draft, changed) {
        this.#draft = draft;
        this.#changed = changed;
    }

    /** What was typed in a field and is not in the text yet, or in no text that was checked: the tree does not have it. */
    typed(id) {
        if (this.#written.has(id) && this.#draft.checkedText === this.#draft.text) {
            this.#written.delete(id);
            this.#typed.delete(id);
        }
        return this.#typed.get(id);
    }

    /** Why that which was typed in a field cannot stand in the text. */
    unread(id) {
        return this.#unread.get(id);
    }

    /** Makes the change that a field asks for. */
    by(target, change) {
        this.#field = {id: target.id, value: target.value};
        this.#typed.set(target.id, target.value);
        this.#written.delete(target.id);
        change();
        this.#field = undefined;
    }

    make(splice) {
        const edit = {splice, field: this.#field};
        this.#queue = this.#queue.then(() => this.#do(edit));
        return this.#queue;
    }

    async #do(edit) {
        try {
            if (this.#waiting.length > 0) {
                this.#waiting.push(edit);
                return;
            }
            const running = this.#draft.edit(edit.splice);
            this.#changed();
            await running;
            this.#done(edit);
        } catch (error) {
            this.#failed(edit, error);
        }
        this.#changed();
    }

    #done({field}) {
        if (field && this.#typed.get(field.id) === field.value) {
            this.#written.add(field.id);
            this.#unread.delete(field.id);
        }
    }

    #failed(edit, error) {
        if (isAway(error)) {
            this.#waiting.push(edit);
        } else if (edit.field) {
            this.#unread.set(edit.field.id, error.message);
        } else {
            fail(error);
        }
    }

    /** Forgets what is not in the text. */
    forget() {
        this.#typed.clear();
        this.#written.clear();
        this.#unread.clear();
        this.#waiting = [];
    }

    /** Makes the changes that had to wait for the server. */
    resume() {
        const waiting = this.#waiting;
        this.#waiting = [];
        waiting.forEach(edit => {
            this.#queue = this.#queue.then(() => this.#do(edit));
        });
        return this.#queue;
    }
}
