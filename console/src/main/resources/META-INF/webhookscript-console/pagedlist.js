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


/** A list that the server gives in pages, the newest entries first. Late responses of earlier filters are dropped. */
import {fail} from './parts/notice.js';

const PAGE = 50;

export class PagedList {

    #question;
    #member;
    #redraw;
    #asked = 0;
    #loadingMore = false;
    #failed = false;

    /** The entries so far; undefined until the first response. */
    items;
    /** The latest response without its entries. */
    about = {};

    /**
     * @param question asks the server with `limit` and `before`
     * @param member   the name of the entries in the response
     */
    constructor(question, member, redraw) {
        this.#question = question;
        this.#member = member;
        this.#redraw = redraw;
    }

    async load() {
        const asked = ++this.#asked;
        await this.#take(asked, {limit: PAGE}, () => []);
    }

    /** New entries appear by themselves as long as the reader has not gone to older pages. */
    async renew() {
        if (this.items && this.items.length <= PAGE) {
            await this.load();
        }
    }

    async more() {
        if (this.#loadingMore) {
            return;
        }
        this.#loadingMore = true;
        await this.#take(this.#asked, {limit: PAGE, before: this.about.next}, () => this.items);
        this.#loadingMore = false;
    }

    async #take(asked, range, before) {
        try {
            const {[this.#member]: entries, ...about} = await this.#question(range);
            if (asked === this.#asked) {
                this.items = [...before(), ...entries];
                this.about = about;
                this.#failed = false;
                this.#redraw();
            }
        } catch (error) {
            fail(error);
            this.#failed = true;
            this.#redraw();
        }
    }

    /** What stands in place of entries that are not there yet. */
    get hint() {
        return this.#failed ? 'The list could not be loaded.' : 'Loading…';
    }

    hasMore() {
        return Boolean(this.about.next);
    }
}
