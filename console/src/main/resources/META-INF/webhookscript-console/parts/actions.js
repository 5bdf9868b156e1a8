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

/** The buttons that start, stop and remove a script, with the question before and the refusal after. */
import {html, nothing} from 'lit-html';
import {api} from '../api.js';
import {ask} from './dialog.js';
import {fail, tell} from './notice.js';

const WORDS = {start: 'started', stop: 'stopped', suspend: 'suspended', resume: 'resumed', remove: 'removed'};

const QUESTIONS = {
    stop: ['Stop', 'New events fail at once. A call in progress is completed, and waiting deliveries become dead letters.'],
    suspend: ['Suspend', 'New events fail at once. Deliveries that have begun continue.'],
    remove: ['Remove', 'The script is unloaded until its file changes or the application restarts. The file stays. New events '
        + 'fail at once, and deliveries that have begun continue.'],
};

export function actions(script, page, changed, removed = changed) {
    if (!page.may('operate')) {
        return nothing;
    }
    const button = (action, label) => html`<button class=${action === 'remove' ? 'danger' : nothing}
        aria-label="${label} ${script.name}" data-action=${action}
        @click=${() => operate(action, script.name, action === 'remove' ? removed : changed)}>${label}</button>`;
    switch (script.state) {
        case 'started':
            return html`${button('stop', 'Stop')}${button('suspend', 'Suspend')}${button('remove', 'Remove')}`;
        case 'suspended':
            return html`${button('resume', 'Resume')}${button('stop', 'Stop')}${button('remove', 'Remove')}`;
        case 'stopped':
        case 'gone':
            return html`${button('start', 'Start')}${button('remove', 'Remove')}`;
        default:
            return nothing;
    }
}

async function operate(action, name, changed) {
    const question = QUESTIONS[action];
    if (question && !await ask({title: `${question[0]} ${name}?`, text: question[1], action: question[0],
        danger: action === 'remove'})) {
        return;
    }
    try {
        await api.operate(name, action, false);
        tell(`${name} is ${WORDS[action]}.`);
        await changed();
    } catch (error) {
        if (error.code === 'in-use') {
            await refused(action, name, error.details.routes ?? [], changed);
        } else {
            fail(error);
        }
    }
}

/** A script in use is not stopped by mistake: the routes that would fail are named, and the user confirms once more. */
async function refused(action, name, routes, changed) {
    const [word] = QUESTIONS[action];
    if (!await ask({
        title: `${name} is in use`, action: `${word} anyway`, danger: true,
        text: html`<p>These running routes use the script, and their events will fail:</p>
            <ul id="users">${routes.map(route => html`<li><code>${route}</code></li>`)}</ul>`})) {
        tell(`${name} is not changed. It is in use by ${routes.join(', ')}.`, 'warn');
        return;
    }
    try {
        await api.operate(name, action, true);
        tell(`${name} is ${WORDS[action]}.`);
        await changed();
    } catch (error) {
        fail(error);
    }
}
