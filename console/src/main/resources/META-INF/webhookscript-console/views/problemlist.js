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

/** The problems of a text: their number, and each with a button that leads to its place. */
import {html, nothing} from 'lit-html';

/** The status is read by screen readers; each problem is a button that leads to its place in the text. */
export function problemList(checked, problems, goTo) {
    const errors = problems.filter(problem => problem.severity === 'error').length;
    const state = checked ? `${errors === 0 ? 'No problems.' : counted(errors, 'problem')} ${
        errors === problems.length ? '' : counted(problems.length - errors, 'hint')}` : 'Checking…';
    return html`<p role="status" id="check" class=${errors > 0 ? 'problems' : 'hint'}>${state}</p>
        ${problems.length === 0 ? nothing : html`<ul class="problems" id="problems">${problems.map(problem =>
            html`<li class=${problem.severity}><button type="button" class="leaf" @click=${() => goTo(problem.from ?? 0)}>Line ${problem.line}${
                problem.field ? `, ${problem.field}` : ''}</button><pre>${problem.message}</pre></li>`)}</ul>`}`;
}

const counted = (number, word) => `${number} ${word}${number === 1 ? '' : 's'}`;
