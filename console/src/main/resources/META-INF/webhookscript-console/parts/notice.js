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

/** Shows the result of an action in a live region, so that a screen reader reads it, until the next action. */
import {html, nothing, render} from 'lit-html';

export function tell(text, kind = 'ok') {
    render(text === '' ? nothing : html`<div class="notice ${kind}">
        <div>${text}</div>
        <button class="plain" aria-label="Close the message" @click=${() => tell('')}>×</button>
    </div>`, document.getElementById('notice'));
}

/** Shows an error of the server; an error of the page itself is shown too, and stays in the browser's console. */
export function fail(error) {
    if (error.status === undefined) {
        console.error(error);
    }
    tell(sentence(error.message), 'bad');
}

/** The server's messages are parts of log lines; here they stand alone. A message that begins with a name stays as it is. */
export function sentence(message) {
    const text = /^[a-z]+ /.test(message) ? message[0].toUpperCase() + message.slice(1) : message;
    return /[\w`'")\]]$/.test(text) && !text.includes('\n') ? text + '.' : text;
}

/** Wraps an action, so that its failure is shown. */
export function trying(action) {
    return async (...given) => {
        try {
            return await action(...given);
        } catch (error) {
            fail(error);
            return undefined;
        }
    };
}
