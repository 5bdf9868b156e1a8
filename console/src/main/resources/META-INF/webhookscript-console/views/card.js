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

/** The card of one script in the list. */
import {html, nothing} from 'lit-html';
import {badge, lastOutcomes, problems} from '../parts/badges.js';
import {actions} from '../parts/actions.js';
import {link} from '../router.js';
import {duration} from '../time.js';

/**
 * @param changed reads the script again
 * @param removed reads the list again
 */
export function card(script, page, changed, removed) {
    return html`<li class="card" data-script=${script.name}>
        <h2><a href=${link(['scripts', script.name])}>${script.name}</a> ${badge(script.state)}</h2>
        ${script.description ? html`<p>${script.description}</p>` : nothing}
        <p class="url">${script.method} ${script.url}</p>
        ${script.why ? html`<p class="hint">${script.why}</p>` : nothing}
        ${facts(script)}
        ${problems(script.problems)}
        <div class="bar">
            ${actions(script, page, changed, removed)}
            ${page.may('try') ? html`<a class="button" href=${link(['scripts', script.name, 'run'])}
                aria-label="Run ${script.name}">Run</a>` : nothing}
        </div>
    </li>`;
}

/** What an operator wants to know about a script at a glance. */
export function facts(script) {
    const deliveries = script.deliveries;
    const rows = [
        ['Tenant', script.tenant],
        ['Use case', script.useCase],
        ['Version', script.version && html`<code>${script.version}</code>`],
        ['Triggers', script.triggers.join(', ')],
        ['Channels', script.channels.join(', ')],
        ['Rate', script.rate && `${script.rate.requests} per ${duration(script.rate.per)}`],
        ['Circuit breaker', deliveries?.breaker && html`${badge(deliveries.breaker)}${
            deliveries.openBreakers > 0 ? ` ${deliveries.openBreakers} open` : ''}`],
        ['Waiting', deliveries && waiting(deliveries)],
        ['Outcomes', deliveries && counts(deliveries.outcomes)],
        ['Last outcomes', deliveries && deliveries.last.length > 0
            && lastOutcomes(deliveries.last.slice(0, 5), id => link(['deliveries', id]))],
    ];
    return html`<dl class="facts">${rows.filter(([, value]) => value).map(([name, value]) =>
        html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

function waiting(deliveries) {
    const parts = [['for the rate', deliveries.waitingForRate], ['for a retry', deliveries.waitingForRetry],
        ['for the circuit breaker', deliveries.waitingForBreaker]].filter(([, number]) => number > 0)
        .map(([why, number]) => `${number} ${why}`);
    return [...parts.length === 0 ? ['none'] : parts, deliveries.calling === 1 ? '1 call in progress' : `${deliveries.calling} calls in progress`].join(', ');
}

function counts(outcomes) {
    const all = Object.entries(outcomes).filter(([, number]) => number > 0);
    return all.length === 0 ? 'none yet' : html`${all.map(([outcome, number]) => html`${badge(outcome)} ${number} `)}`;
}
