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


/** The attempts of a delivery, and how long it waited before each of them. */
import {html, nothing} from 'lit-html';
import {duration, time} from '../time.js';
import {badge} from './badges.js';

/**
 * @param each `attempts` is the number of all, of which `lastAttempts` are the last; `began` is the time of the
 *             acceptance, if it is known
 */
export function attemptTable(each) {
    if (each.lastAttempts.length === 0) {
        return html`<p class="hint">No attempt was made.</p>`;
    }
    const first = each.attempts - each.lastAttempts.length + 1;
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Attempts"><table><thead><tr>
        <th scope="col" class="number">Attempt</th><th scope="col">Began</th><th scope="col">Wait before</th>
        <th scope="col" class="number">Duration</th><th scope="col">Outcome</th><th scope="col">Status</th>
        <th scope="col">Reason</th></tr></thead>
        <tbody>${each.lastAttempts.map((attempt, i) => html`<tr><td class="number">${first + i}</td>
            <td>${time(attempt.at)}</td><td>${waitBefore(each, i, first)}</td>
            <td class="number">${duration(attempt.millis)}</td><td>${badge(attempt.outcome)}</td>
            <td>${attempt.status ?? nothing}</td><td>${attempt.reason}</td></tr>`)}</tbody></table></div>`;
}

/** The time between the end of the attempt before, or the acceptance, and this one; short times are no waits. */
function waitBefore(each, i, first) {
    const before = i > 0 ? each.lastAttempts[i - 1] : undefined;
    if (!before && (first > 1 || !each.began)) {
        return 'unknown';
    }
    const from = before ? new Date(before.at).getTime() + before.millis : new Date(each.began).getTime();
    const wait = new Date(each.lastAttempts[i].at).getTime() - from;
    if (wait < 5) {
        return 'none';
    }
    return before ? `${duration(wait)} after ${before.status ? `status ${before.status}` : 'the failure'}` : duration(wait);
}
