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
import {Live} from '../live.js';
import {badge} from '../parts/badges.js';
import {keepQuery, link} from '../router.js';
import {card} from './card.js';
import {ScriptList} from './scriptlist.js';

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
    #typing;
    #live;
    #end = new IntersectionObserver(entries => entries.some(entry => entry.isIntersecting) && this.#list.more(),
        {rootMargin: '600px'});

    constructor(page) {
        this.#page = page;
        this.#filter = Object.fromEntries(page.query);
        this.#list = new ScriptList(() => this.#filter, page.redraw);
        this.#list.load();
        this.#live = new Live(() => this.#list.follow(), page.about.poll / 1000);
    }

    close() {
        clearTimeout(this.#typing);
        this.#live.close();
        this.#end.disconnect();
    }

    #change(name, value) {
        this.#filter = {...this.#filter, [name]: value};
        keepQuery(this.#filter);
        clearTimeout(this.#typing);
        this.#typing = setTimeout(() => this.#list.load(), name === 'text' ? 150 : 0);
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
        const list = this.#list.response;
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
                    card(script, this.#page, () => this.#list.refresh([script.name]), () => this.#list.load()))}</ul>
                ${this.#list.hasMore() ? html`<p><button id="more" @click=${() => this.#list.more()}>Show more (${
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
