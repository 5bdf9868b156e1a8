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

/** The view of all scripts: a filter, and a card for each script. Changes appear without a reload. */
import {html, nothing} from 'lit-html';
import {repeat} from 'lit-html/directives/repeat.js';
import {api} from '../api.js';
import {Live} from '../live.js';
import {badge} from '../parts/badges.js';
import {fail} from '../parts/notice.js';
import {keepQuery, link} from '../router.js';
import {card} from './card.js';

/** Enough to fill a screen twice; more are asked for when the end of the list comes into view. */
const PAGE = 60;
/** The server gives at most so many cards in one response. */
const MOST = 500;

const FILTERS = [['tenant', 'Tenant', 'tenants'], ['useCase', 'Use case', 'useCases'], ['state', 'State', 'states'],
    ['channel', 'Channel', 'channels']];

export function scriptsView(page) {
    return new ScriptsView(page);
}

class ScriptsView {

    title = 'Scripts';
    #page;
    #filter;
    #list;
    #asked = 0;
    #loadingMore = false;
    #typing;
    #live;
    #end = new IntersectionObserver(entries => entries.some(entry => entry.isIntersecting) && this.#more(),
        {rootMargin: '600px'});

    constructor(page) {
        this.#page = page;
        this.#filter = Object.fromEntries(page.query);
        this.#load();
        this.#live = new Live(() => this.#changes(), page.about.poll / 1000);
    }

    close() {
        clearTimeout(this.#typing);
        this.#live.close();
        this.#end.disconnect();
    }

    /** Asks for the beginning of the list, or for as many as are shown. Late responses of earlier filters are dropped. */
    async #load(limit = PAGE) {
        const asked = ++this.#asked;
        try {
            const list = await this.#first(limit);
            if (asked === this.#asked) {
                this.#list = list;
                this.#page.redraw();
            }
        } catch (error) {
            fail(error);
        }
    }

    async #first(number) {
        const list = await api.scripts({...this.#filter, limit: Math.min(number, MOST)});
        while (list.scripts.length < Math.min(number, list.total)) {
            const next = await api.scripts({...this.#filter, offset: list.scripts.length, limit: MOST});
            if (next.scripts.length === 0) {
                break;
            }
            list.scripts.push(...next.scripts);
        }
        return list;
    }

    async #more() {
        if (this.#loadingMore || !this.#hasMore()) {
            return;
        }
        this.#loadingMore = true;
        const asked = this.#asked;
        try {
            const next = await api.scripts({...this.#filter, offset: this.#list.scripts.length, limit: PAGE});
            if (asked === this.#asked) {
                const shown = new Set(this.#list.scripts.map(script => script.name));
                this.#list = {...next, revision: this.#list.revision,
                    scripts: [...this.#list.scripts, ...next.scripts.filter(script => !shown.has(script.name))]};
                this.#page.redraw();
            }
        } catch (error) {
            fail(error);
        } finally {
            this.#loadingMore = false;
        }
    }

    #hasMore() {
        return this.#list && this.#list.scripts.length < this.#list.total;
    }

    /** Asks which scripts have changed, and only for those that are shown. */
    async #changes() {
        if (!this.#list) {
            await this.#load();
            return;
        }
        const asked = this.#asked;
        try {
            const changes = await api.changes(this.#list.revision);
            const shown = this.#list.scripts.map(script => script.name).filter(name => changes.scripts.includes(name));
            if (asked !== this.#asked) {
                return;
            }
            if (changes.all || shown.length > PAGE) {
                await this.#load(Math.max(PAGE, this.#list.scripts.length));
            } else {
                await this.#refresh(shown, changes.revision);
            }
        } catch (error) {
            if (error.status !== 0 && error.status !== 401) {
                fail(error);
            }
        }
    }

    async #refresh(names, revision = this.#list.revision) {
        const fresh = names.length === 0 ? [] : (await api.scripts({names: names.join(','), limit: PAGE})).scripts;
        const byName = new Map(fresh.map(script => [script.name, script]));
        this.#list = {...this.#list, revision, scripts: this.#list.scripts.map(script => byName.get(script.name) ?? script)};
        this.#page.redraw();
    }

    #change(name, value) {
        this.#filter = {...this.#filter, [name]: value};
        keepQuery(this.#filter);
        clearTimeout(this.#typing);
        this.#typing = setTimeout(() => this.#load(), name === 'text' ? 150 : 0);
    }

    #watchEnd() {
        this.#end.disconnect();
        const button = document.getElementById('more');
        if (button) {
            this.#end.observe(button);
        }
    }

    draw() {
        queueMicrotask(() => this.#watchEnd());
        const list = this.#list;
        return html`<h1>Scripts</h1>
            <form class="filter" role="search" @submit=${event => event.preventDefault()}>
                <div class="wide-field"><label for="text">Search in name, description and URL</label>
                    <input id="text" type="search" .value=${this.#filter.text ?? ''}
                        @input=${event => this.#change('text', event.target.value)}></div>
                ${FILTERS.map(([name, label, values]) => this.#select(name, label, list?.[values] ?? []))}
                ${this.#page.may('edit') ? html`<div><a class="button primary" href=${link(['new'])} id="new">New script</a></div>`
                    : nothing}
            </form>
            <p class="hint" role="status" id="count">${list ? `${list.total} ${list.total === 1 ? 'script' : 'scripts'}`
                : 'Loading…'}</p>
            ${list ? html`${brokenFiles(list.problems)}
                <ul class="cards" id="cards">${repeat(list.scripts, script => script.name, script =>
                    card(script, this.#page, () => this.#refresh([script.name]), () => this.#load()))}</ul>
                ${this.#hasMore() ? html`<p><button id="more" @click=${() => this.#more()}>Show more (${
                    list.total - list.scripts.length} left)</button></p>` : nothing}` : nothing}`;
    }

    #select(name, label, values) {
        const chosen = this.#filter[name] ?? '';
        const all = chosen && !values.includes(chosen) ? [...values, chosen] : values;
        return all.length === 0 ? nothing : html`<div><label for=${name}>${label}</label>
            <select id=${name} @change=${event => this.#change(name, event.target.value)}>
                <option value="" ?selected=${chosen === ''}>all</option>
                ${all.map(value => html`<option .value=${value} ?selected=${chosen === value}>${value}</option>`)}
            </select></div>`;
    }
}

/** Files that cannot be loaded and have no card. */
function brokenFiles(files) {
    return files.length === 0 ? nothing : html`<section class="panel" aria-labelledby="broken">
        <h2 id="broken">${badge('broken')} Files with problems</h2>
        <ul class="problems">${files.map(file => html`<li>${file.location}<pre>${file.text}</pre></li>`)}</ul></section>`;
}
