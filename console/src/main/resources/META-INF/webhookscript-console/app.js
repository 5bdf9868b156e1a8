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

/** Starts the page: the header, and the view that belongs to the address. */
import {html, nothing, render} from 'lit-html';
import {api, onConnection} from './api.js';
import {unsaved} from './drafts.js';
import {fail, tell} from './parts/notice.js';
import {address, link, onAddress} from './router.js';
import {orderOf} from './source/schema.js';
import {zone} from './time.js';
import {deadLettersView} from './views/deadletters.js';
import {deliveriesView} from './views/deliveries.js';
import {editView} from './views/edit.js';
import {newView} from './views/new.js';
import {runView} from './views/run.js';
import {overview} from './views/script.js';
import {scriptsView} from './views/scripts.js';

const main = document.getElementById('main');
const NO_VIEW = {draw: () => nothing};
let current = NO_VIEW;
let drawing = false;
let connection = 'here';
let about;
let schema;

/** Draws the current view once, however often it is asked for before the next frame. */
function redraw() {
    if (!drawing) {
        drawing = true;
        queueMicrotask(() => {
            drawing = false;
            render(current.draw(), main);
        });
    }
}

/** A view is made by a function of the address: it has a title, draws itself, and is closed when it is left. */
function viewOf({parts: [first, name, tab], query}) {
    const page = {about, redraw, query, schema, order: orderOf(schema), may: role => about.roles.includes(role)};
    if (first === 'deliveries') {
        return deliveriesView(page, name);
    }
    if (first === 'dead-letters') {
        return deadLettersView(page, name);
    }
    if (first === 'scripts' && name) {
        switch (tab) {
            case 'run':
                return runView(page, name);
            case 'edit':
                return editView(page, name);
            default:
                return overview(page, name);
        }
    }
    return first === 'new' ? newView(page) : scriptsView(page);
}

function show() {
    const first = current === NO_VIEW;
    current.close?.();
    tell('');
    render(nothing, main);
    current = viewOf(address());
    document.title = `${current.title} – Webhook scripts`;
    header();
    redraw();
    if (!first) {
        main.focus();
        scrollTo(0, 0);
    }
}

function header() {
    const [first = 'scripts', name] = address().parts;
    const entry = (label, parts, here) =>
        html`<a href=${link(parts)} aria-current=${here ? 'page' : nothing}>${label}</a>`;
    render(html`<a class="home" href=${link(['scripts'])}>Webhook scripts</a>
        <nav aria-label="Views">
            ${entry('Scripts', ['scripts'], first === 'scripts' && !name)}
            ${entry('Deliveries', ['deliveries'], first === 'deliveries')}
            ${entry('Dead letters', ['dead-letters'], first === 'dead-letters')}
        </nav>
        ${connectionText()}
        <span class="who">${about.application}${about.user ? ` · ${about.user}` : ''} <small>${about.roles.join(', ')} · times in ${zone}</small></span>`,
        document.getElementById('header'));
}

function connectionText() {
    switch (connection) {
        case 'away':
            return html`<strong class="badge bad" role="alert">The server cannot be reached</strong>`;
        case 'signed-out':
            return html`<strong class="badge bad" role="alert">Your session has ended.
                <a href="" target="_blank" rel="noopener">Sign in in a new tab</a>, then continue here. Nothing is lost.</strong>`;
        default:
            return nothing;
    }
}

onConnection(state => {
    if (state !== connection) {
        connection = state;
        if (about) {
            header();
        }
        if (state === 'here') {
            current.resume?.();
        }
    }
});
/** A user who has signed in in another tab comes back to this one. */
addEventListener('focus', () => {
    if (about && connection !== 'here') {
        api.session().catch(stillAway => stillAway);
    }
});
addEventListener('beforeunload', event => {
    if (unsaved().length > 0) {
        event.preventDefault();
    }
});
document.getElementById('skip').addEventListener('click', event => {
    event.preventDefault();
    main.focus();
});
try {
    [about, schema] = await Promise.all([api.session(), api.schema()]);
    main.replaceChildren();
    onAddress(show);
    show();
} catch (error) {
    main.replaceChildren();
    render(html`<h1>Webhook scripts</h1><p>The page cannot be shown.</p>`, main);
    fail(error);
}
document.documentElement.dataset.ready = 'true';
