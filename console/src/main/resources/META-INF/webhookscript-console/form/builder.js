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

/** The form of a script: all its sections, and what they do not show. */
import {html, nothing} from 'lit-html';
import {limitsForm} from './delivery.js';
import {eventsForm, generalForm, triggersForm} from './general.js';
import {requestForm} from './request.js';
import {callbackForm, responseForm} from './response.js';
import {restOf} from './rest.js';
import {testsForm} from './tests.js';

/** @param saved whether the script exists */
export function builder(form, saved) {
    return html`${form.locked ? html`<p class="problems" id="locked">The text is not YAML at the moment. The form shows the
            last values, and cannot be changed until the text is correct.</p>` : nothing}
        ${generalForm(form, saved)}${requestForm(form)}${responseForm(form)}${testsForm(form)}
        ${triggersForm(form)}${eventsForm(form)}${limitsForm(form)}${callbackForm(form)}${restOf(form)}`;
}
