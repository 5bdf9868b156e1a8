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


/** The cards of the scripts that match a filter, as far as they were asked for, and their changes. */
import {api} from '../api.js';
import {fail} from '../parts/notice.js';

/** Enough to fill a screen twice; more are asked for when the end of the list comes into view. */
const PAGE = 60;
/** The server gives at most so many cards in one response. */
const MOST = 500;

export class ScriptList {

    #filter;
    #redraw;
    #asked = 0;
    #requests = 0;
    #cardRequests = new Map();
    #loadingMore = false;

    /** The latest response, with all cards so far; undefined until there is one. */
    response;

    /** @param filter gives the present filter */
    constructor(filter, redraw) {
        this.#filter = filter;
        this.#redraw = redraw;
    }

    /** Asks for the beginning of the list, or for as many as are shown. Late responses of earlier filters are dropped. */
    async load(limit = PAGE) {
        const asked = ++this.#asked;
        const request = ++this.#requests;
        try {
            const list = await this.#first(limit);
            if (asked === this.#asked) {
                this.response = {...list, scripts: this.#latest(list.scripts, request)};
                this.#redraw();
            }
        } catch (error) {
            fail(error);
        }
    }

    async #first(number) {
        const list = await api.scripts({...this.#filter(), limit: Math.min(number, MOST)});
        while (list.scripts.length < Math.min(number, list.total)) {
            const next = await api.scripts({...this.#filter(), offset: list.scripts.length, limit: MOST});
            if (next.scripts.length === 0) {
                break;
            }
            list.scripts.push(...next.scripts);
        }
        return list;
    }

    async more() {
        if (this.#loadingMore || !this.hasMore()) {
            return;
        }
        this.#loadingMore = true;
        const asked = this.#asked;
        try {
            const next = await api.scripts({...this.#filter(), offset: this.response.scripts.length, limit: PAGE});
            if (asked === this.#asked) {
                const shown = new Set(this.response.scripts.map(script => script.name));
                this.response = {...next, revision: this.response.revision,
                    scripts: [...this.response.scripts, ...next.scripts.filter(script => !shown.has(script.name))]};
                this.#redraw();
            }
        } catch (error) {
            fail(error);
        } finally {
            this.#loadingMore = false;
        }
    }

    hasMore() {
        return this.response && this.response.scripts.length < this.response.total;
    }

    /** Asks which scripts have changed, and only for those that are shown. */
    async follow() {
        if (!this.response) {
            await this.load();
            return;
        }
        const asked = this.#asked;
        try {
            const changes = await api.changes(this.response.revision);
            const shown = this.response.scripts.map(script => script.name).filter(name => changes.scripts.includes(name));
            if (asked !== this.#asked) {
                return;
            }
            if (changes.all || shown.length > PAGE) {
                await this.load(Math.max(PAGE, this.response.scripts.length));
            } else {
                await this.refresh(shown, changes.revision);
            }
        } catch (error) {
            if (error.status !== 0 && error.status !== 401) {
                fail(error);
            }
        }
    }

    async refresh(names, revision = 0) {
        const request = ++this.#requests;
        const asked = this.#asked;
        const fresh = names.length === 0 ? [] : (await api.scripts({names: names.join(','), limit: PAGE})).scripts;
        if (asked !== this.#asked) {
            return;
        }
        const byName = new Map(this.#latest(fresh, request).map(script => [script.name, script]));
        this.response = {...this.response, revision: Math.max(revision, this.response.revision),
            scripts: this.response.scripts.map(script => byName.get(script.name) ?? script)};
        this.#redraw();
    }

    /** The cards of a response, but for those that a later request has brought already. */
    #latest(scripts, request) {
        const shown = new Map((this.response?.scripts ?? []).map(script => [script.name, script]));
        return scripts.map(script => {
            const late = (this.#cardRequests.get(script.name) ?? 0) > request;
            this.#cardRequests.set(script.name, Math.max(request, this.#cardRequests.get(script.name) ?? 0));
            return late ? shown.get(script.name) ?? script : script;
        });
    }
}
