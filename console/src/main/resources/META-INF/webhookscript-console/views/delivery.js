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
import {attemptTable} from '../parts/attempts.js';
import {badge, letterState} from '../parts/badges.js';
import {pretty} from '../parts/httptext.js';
import {link} from '../router.js';
import {duration, time} from '../time.js';

export function delivery(each) {
    const rows = [
        ['Script', html`<a href=${link(['scripts', each.script])}>${each.script}</a> version <code>${each.version}</code>`],
        ['Tenant', each.tenant],
        ['Outcome', html`${badge(each.outcome)} ${each.status ? `status ${each.status}` : nothing}`],
        ['Reason', each.reason],
        ['Dead letter', each.deadLetter ? html`<a href=${link(['dead-letters', each.messageId])}>in the store</a>
            ${letterState(each.deadLetter)}` : each.deadLettered && 'sent to the dead-letter endpoint'],
        ['Source id', each.sourceId && html`<code>${each.sourceId}</code>`],
        ['Accepted', time(each.began)],
        ['Ended', html`${time(each.ended)}, after ${duration(new Date(each.ended) - new Date(each.began))}`],
        ['Request', each.url ? html`<code>${each.method} ${each.url}</code>` : 'It could not be rendered.'],
    ];
    return html`<section class="panel" aria-label="Delivery by ${each.script}" data-message=${each.messageId}>
        <dl class="facts">${rows.filter(([, value]) => value).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
        <h2>Attempts</h2>
        ${attemptTable(each)}
        ${each.response ? html`<h2>Last response</h2><pre class="response">${pretty(each.response)}</pre>` : nothing}
        <p><a href=${link(['deliveries'], {script: each.script})}>All deliveries of ${each.script}</a></p></section>`;
}
