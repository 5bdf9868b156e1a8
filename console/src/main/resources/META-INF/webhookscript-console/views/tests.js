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
import {badge} from '../parts/badges.js';

export function testResults(results) {
    return results.length === 0 ? html`<p class="hint">The script has no tests.</p>` : html`<ul id="test-results">${results.map(test =>
        html`<li>${badge(test.passed ? 'passed' : 'failed', test.passed ? 'ok' : 'bad')} ${test.name}
            ${test.differences.length === 0 ? nothing : html`<dl class="facts">${test.differences.map(each =>
                html`<dt>line ${each.line}: ${each.path}</dt><dd>expected <code>${each.expected}</code>, found <code>${
                    each.found}</code></dd>`)}</dl>`}</li>`)}</ul>`;
}
