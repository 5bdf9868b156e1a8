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

/** The placeholders of the use case: a click inserts one in the field or in the text where the cursor was. */
import {html, nothing} from 'lit-html';
import {live} from 'lit-html/directives/live.js';
import {tell} from '../parts/notice.js';
import {folded} from './labels.js';

export class Picker {

    #filter = '';
    #field;
    #redraw;

    constructor(redraw) {
        this.#redraw = redraw;
    }

    /** @param field undefined when the focus is in the text */
    focused(field) {
        this.#field = field;
    }

    /** @param editor the editor of the text */
    draw(placeholders, editor) {
        const shown = placeholders.filter(each => each.path.toLowerCase().includes(this.#filter.toLowerCase()));
        return html`<div class="picker">${folded('Placeholders', false, html`<label for="placeholder-filter">Search the placeholders</label>
            <input id="placeholder-filter" type="search" .value=${live(this.#filter)} @input=${event => this.#search(event.target.value)}>
            <p class="hint">A placeholder is inserted where the cursor was: in a field or in the text.</p>
            <div class="placeholders" tabindex="0" role="group" aria-label="Placeholders">${shown.map(each =>
                html`<button type="button" title=${each.example ? `for example ${each.example}` : nothing}
                    @click=${() => this.#insert(each.path, editor)}>${each.path}</button>`)}</div>
            ${shown.length === 0 ? html`<p class="hint">No placeholder matches.</p>` : nothing}`)}</div>`;
    }

    #search(filter) {
        this.#filter = filter;
        this.#redraw();
    }

    /** An expression has the path without braces. */
    #insert(path, editor) {
        const field = this.#field?.isConnected ? this.#field : undefined;
        const takes = field ? field.dataset.takes : 'template';
        if (takes === undefined) {
            tell('The field where the cursor was takes no placeholder. Choose another field, or a place in the text.', 'warn');
            return;
        }
        const text = takes === 'expression' ? path : `{{ ${path} }}`;
        if (field) {
            field.focus();
            field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
            field.dispatchEvent(new Event('change'));
        } else {
            editor.insert(text);
        }
    }
}
