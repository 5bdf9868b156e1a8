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

/** The results of the tests of a script, with what differs. */
import {html, nothing} from 'lit-html';
import {badge} from './badges.js';

/** @param goTo leads to a line of the text; left out where there is no text */
export function testResults(results, goTo) {
    return results.length === 0 ? html`<p class="hint">The script has no tests.</p>`
        : html`<ul id="test-results">${results.map(test => html`<li>${testResult(test, goTo)}</li>`)}</ul>`;
}

export function testResult(test, goTo) {
    return html`${badge(test.passed ? 'passed' : 'failed', test.passed ? 'ok' : 'bad')} ${test.name}
        ${test.differences.length === 0 ? nothing : html`<dl class="facts">${test.differences.map(each =>
            html`<dt>${goTo ? html`<button type="button" class="leaf" @click=${() => goTo(each.line)}>line ${each.line}: ${each.path}</button>`
                : html`line ${each.line}: ${each.path}`}</dt><dd>expected <code>${each.expected}</code>, found <code>${
                each.found}</code></dd>`)}</dl>`}`;
}
