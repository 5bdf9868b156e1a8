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

/** The head of the views of one script: its name, its state, and links between the views. */
import {html, nothing} from 'lit-html';
import {badge} from '../parts/badges.js';
import {link} from '../router.js';

export function scriptHead(name, here, page, script, changed) {
    const tab = (id, label, parts) =>
        html`<a href=${link(['scripts', name, ...parts])} aria-current=${here === id ? 'page' : nothing}>${label}</a>`;
    return html`<h1>${name} ${script ? badge(script.state) : nothing} ${
        changed ? html`<span class="badge warn" id="changed">not saved</span>` : nothing}</h1>
        <nav class="tabs" aria-label="Views of ${name}">
            ${tab('overview', 'Overview', [])}
            ${tab('edit', page.may('edit') ? 'Edit' : 'Text', ['edit'])}
            ${page.may('try') ? tab('run', 'Run', ['run']) : nothing}
            ${page.about.deliveryLog ? html`<a href=${link(['deliveries'], {script: name})}>Deliveries</a>` : nothing}
        </nav>`;
}
