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

/** One delivery of the log: the request, each attempt with its wait, and the last response. */
import {html, nothing} from 'lit-html';
import {badge} from '../parts/badges.js';
import {pretty} from '../parts/httptext.js';
import {link} from '../router.js';
import {duration, time} from '../time.js';

export function delivery(each) {
    const rows = [
        ['Script', html`<a href=${link(['scripts', each.script])}>${each.script}</a> version <code>${each.version}</code>`],
        ['Tenant', each.tenant],
        ['Outcome', html`${badge(each.outcome)} ${each.status ? `status ${each.status}` : nothing}`],
        ['Reason', each.reason],
        ['Dead letter', each.deadLettered && 'sent to the dead letter endpoint'],
        ['Id at its source', each.sourceId && html`<code>${each.sourceId}</code>`],
        ['Accepted', time(each.began)],
        ['Ended', html`${time(each.ended)}, after ${duration(new Date(each.ended) - new Date(each.began))}`],
        ['Request', each.url ? html`<code>${each.method} ${each.url}</code>` : 'It could not be rendered.'],
    ];
    return html`<section class="panel" aria-label="Delivery by ${each.script}" data-message=${each.messageId}>
        <dl class="facts">${rows.filter(([, value]) => value).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
        <h2>Attempts</h2>
        ${each.lastAttempts.length === 0 ? html`<p class="hint">No attempt was made.</p>` : attempts(each)}
        ${each.response ? html`<h2>Last response</h2><pre class="response">${pretty(each.response)}</pre>` : nothing}
        <p><a href=${link(['deliveries'], {script: each.script})}>All deliveries of ${each.script}</a></p></section>`;
}

/** The log keeps the last attempts of a long series: the number of the first of them follows from the total. */
function attempts(each) {
    const first = each.attempts - each.lastAttempts.length + 1;
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Attempts"><table><thead><tr>
        <th scope="col" class="number">Attempt</th><th scope="col">Began</th><th scope="col">Wait before it</th>
        <th scope="col" class="number">Time</th><th scope="col">Outcome</th><th scope="col">Status</th>
        <th scope="col">Reason</th></tr></thead>
        <tbody>${each.lastAttempts.map((attempt, i) => html`<tr><td class="number">${first + i}</td>
            <td>${time(attempt.at)}</td><td>${waitBefore(each, i, first)}</td>
            <td class="number">${duration(attempt.millis)}</td><td>${badge(attempt.outcome)}</td>
            <td>${attempt.status ?? nothing}</td><td>${attempt.reason}</td></tr>`)}</tbody></table></div>`;
}

/** The time between the end of the attempt before, or the acceptance, and this one; short times are no waits. */
function waitBefore(each, i, first) {
    const before = i > 0 ? each.lastAttempts[i - 1] : undefined;
    if (!before && first > 1) {
        return 'unknown';
    }
    const from = before ? new Date(before.at).getTime() + before.millis : new Date(each.began).getTime();
    const wait = new Date(each.lastAttempts[i].at).getTime() - from;
    if (wait < 5) {
        return 'none';
    }
    return before ? `${duration(wait)} after ${before.status ? `status ${before.status}` : 'the failure'}` : duration(wait);
}
