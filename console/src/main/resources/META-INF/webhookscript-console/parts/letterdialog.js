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


/** Asks before dead letters are sent again or discarded, with their number. */
import {html, nothing} from 'lit-html';
import {ask} from './dialog.js';

/** A dialog names so many scripts. */
const MOST_SCRIPTS = 10;

export const LABELS = {replay: 'Send again', discard: 'Discard'};

const QUESTIONS = {
    replay: {title: what => `Send ${what} again?`, text: 'The events go through their scripts again, under the same message ids, '
        + 'the oldest first, and not faster than the rates of the scripts allow.'},
    discard: {title: what => `Discard ${what}?`, text: 'The dead letters are deleted. Their events cannot be sent again.'},
};

/**
 * @param what    the letters in words
 * @param scripts their numbers by script
 * @param before  whether they were sent again before, and have not failed since
 * @returns a promise of whether the user has confirmed it
 */
export function confirmed(action, what, count, scripts, before = false) {
    const names = Object.keys(scripts);
    return ask({title: QUESTIONS[action].title(what), action: LABELS[action], danger: action === 'discard',
        text: html`<p>${QUESTIONS[action].text}</p>
            ${before && action === 'replay' ? html`<p>They were sent again before and have not failed since, so their receivers may
                get the events once more.</p>` : nothing}
            <ul id="counts">${names.slice(0, MOST_SCRIPTS).map(name => html`<li>${name}: ${scripts[name]}</li>`)}
            ${names.length > MOST_SCRIPTS ? html`<li>and ${names.length - MOST_SCRIPTS} other scripts</li>` : nothing}</ul>
            ${names.length > 1 ? html`<p>Together: ${count}</p>` : nothing}`});
}

export function number(count) {
    return `${count} ${count === 1 ? 'dead letter' : 'dead letters'}`;
}
