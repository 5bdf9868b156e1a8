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
 * The text of one script while it is edited: the only truth of the form, the editor and the run. It is kept in the
 * session storage until it is saved, together with the version that it is based on.
 */
import {api} from '../api.js';
import {forget, keep, kept} from '../drafts.js';
import {TextCheck} from './check.js';

export class Draft {

    /** The version of the file that the text is based on; undefined for a new script. */
    base;
    saved = '';
    text = '';
    editable = false;
    #checks;

    constructor(name) {
        this.name = name;
        this.#checks = new TextCheck(this);
    }

    /** Opens the file, and continues with the text that is kept. A script that was never saved has only that text. */
    static async open(name) {
        const draft = new Draft(name);
        let source;
        try {
            source = await api.source(name);
        } catch (error) {
            if (error.code === 'no-script' && kept('script', name)) {
                return Draft.create(name, kept('script', name).text);
            }
            throw error;
        }
        draft.editable = source.editable;
        draft.#isSaved(source.source, source.version);
        const earlier = kept('script', name);
        if (earlier && earlier.text !== source.source) {
            draft.text = earlier.text;
            draft.base = earlier.base;
            draft.savedElsewhere = earlier.base !== source.version;
        } else {
            forget('script', name);
        }
        return draft;
    }

    static create(name, text) {
        const draft = new Draft(name);
        draft.editable = true;
        draft.change(text);
        return draft;
    }

    get changed() {
        return this.text !== this.saved;
    }

    /** The result of the last check, which may be that of an earlier text. */
    get check() {
        return this.#checks.result;
    }

    get checkedText() {
        return this.#checks.text;
    }

    /** Whether the result is that of the text, and no change of the text is on its way. */
    get checked() {
        return this.#checks.isCurrent;
    }

    #isSaved(text, version) {
        this.saved = text;
        this.text = text;
        this.base = version;
        this.savedElsewhere = false;
    }

    change(text) {
        this.text = text;
        if (this.changed) {
            keep('script', this.name, {text, base: this.base});
        } else {
            forget('script', this.name);
        }
    }

    recheck() {
        return this.#checks.repeat();
    }

    /**
     * Changes the text by a splice that is computed from the tree of exactly this text.
     *
     * @param splice `(text, tree) => splice or undefined`
     */
    edit(splice) {
        return this.#checks.edit(splice);
    }

    async save() {
        const text = this.text;
        const result = await api.save(this.name, text, this.base);
        forget('script', this.name);
        const later = this.text;
        this.#isSaved(text, result.version);
        this.change(later);
        return result;
    }

    /** Continues with what the file holds now: the text stays, and its base is the new version. */
    rebase(source, version) {
        this.saved = source;
        this.base = version;
        this.savedElsewhere = false;
        this.change(this.text);
    }

    revert() {
        this.#isSaved(this.saved, this.base);
        forget('script', this.name);
    }
}
