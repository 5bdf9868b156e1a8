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

/** Asks a question in a modal dialog. The browser keeps the focus in it, and Escape means no. */
import {html, nothing, render} from 'lit-html';

const dialog = () => document.getElementById('dialog');

/**
 * @param title   the question
 * @param text    what will happen; a text or a template
 * @param action  the word on the button that confirms
 * @param field   `{label, value, pattern, hint}` of a text to ask for; left out for a plain question
 * @param danger  whether the action cannot be undone
 * @param wide    whether the text needs room
 * @returns a promise of false, or of the text or true
 */
export function ask({title, text = nothing, action, cancel = 'Cancel', field, danger = false, wide = false}) {
    const box = dialog();
    return new Promise(resolve => {
        const end = answer => {
            box.onclose = null;
            box.close();
            render(nothing, box);
            resolve(answer);
        };
        const confirmed = event => {
            event.preventDefault();
            end(field ? new FormData(event.target).get('field').trim() : true);
        };
        box.onclose = () => end(false);
        render(html`<form method="dialog" @submit=${confirmed} aria-labelledby="dialog-title">
            <h2 id="dialog-title">${title}</h2>
            <div class="dialog-text">${text}</div>
            ${field ? html`<label for="dialog-field">${field.label}</label>
                <input id="dialog-field" name="field" required autocomplete="off" spellcheck="false" .value=${field.value ?? ''}
                    pattern=${field.pattern ?? nothing} aria-describedby="dialog-hint">
                <p id="dialog-hint" class="hint">${field.hint ?? nothing}</p>` : nothing}
            <div class="bar end">
                <button type="button" id="dialog-cancel" @click=${() => end(false)}>${cancel}</button>
                <button id="dialog-confirm" class=${danger ? 'danger' : 'primary'}>${action}</button>
            </div>
        </form>`, box);
        box.classList.toggle('wide', wide);
        box.showModal();
        box.querySelector(field ? '#dialog-field' : '#dialog-cancel').focus();
    });
}
