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

/** The forms of what happens around a request: limits, retries, circuit breaker, dead letters, and how long data is kept. */
import {html} from 'lit-html';
import {valueOf} from '../source/tree.js';
import {fields, text} from './fields.js';
import {isMap, isValue, kindOf} from './kinds.js';
import {group, mapGroup, section} from './labels.js';

const TIMES = {timeout: 'Timeout of an attempt', total: 'Timeout of the whole delivery'};
const SIZES = {maxRequestSize: 'Largest request', maxResponseSize: 'Largest response'};
const RATE = {requests: 'Calls', per: 'Per', key: 'A separate rate for each', whenExceeded: 'When the rate is exceeded',
    maxDelay: 'Maximum wait', maxWaiting: 'Maximum waiting calls'};
const LOOP = {count: 'Calls', per: 'Per', key: 'Counted for each'};
const RETRY = {maxAttempts: 'Maximum attempts', delay: 'Wait before the second attempt', backoff: 'Backoff: factor of each further wait',
    maxDelay: 'Maximum wait', jitter: 'Jitter: random part of a wait', schedule: 'Schedule of the waits',
    retryAfter: 'Maximum wait of a Retry-After', adaptive: 'Fewer attempts under load'};
const BREAKER = {failureRateThreshold: 'Opens at this percentage of failed calls', minimumNumberOfCalls: 'Calls before it can open',
    slidingWindowSize: 'Number of latest calls that are counted', waitDurationInOpenState: 'Stays open for',
    permittedNumberOfCallsInHalfOpenState: 'Permitted calls while it is half-open', whenOpen: 'When it is open',
    key: 'A separate circuit breaker for each'};
const FAILING = {warnAfter: 'Warn when all attempts have failed for', disableAfter: 'Stop the script when all attempts have failed for'};
const RETENTION = {deliveries: 'Deliveries', deadLetters: 'Dead letters', ids: 'Ids of events'};

const BREAKERS = {
    off: {label: 'none', start: false, holds: node => node.value === false, draw: () => ''},
    own: {label: 'with settings of this script', start: {failureRateThreshold: 50}, holds: isMap,
        draw: (form, path) => fields(form, path, BREAKER)},
};

/** A text is a short form of a map with one key. */
const DEAD_LETTERS = {
    to: {label: 'to the store or an endpoint', start: 'store', holds: isValue, draw: (form, path) => text(form, path, 'Sent to')},
    own: {label: 'to the store or an endpoint, with a rule for the caller', holds: isMap, start: value => ({to: value ?? 'store', caller: 'fail'}),
        draw: (form, path) => fields(form, path, {to: 'Sent to', caller: 'The caller'})},
};

const below = (parent, labels) => Object.keys(labels).map(key => [parent, key]);

export function limitsForm(form) {
    const path = ['limits'];
    return html`${section(form, 'Limits', [...below('limits', {...TIMES, ...SIZES}), ['limits', 'rate'], ['limits', 'loop'], ['limits', 'hops']],
            fields(form, path, TIMES), mapGroup(form, [...path, 'rate'], 'Rate', fields(form, [...path, 'rate'], RATE)),
            fields(form, path, SIZES), fields(form, path, {hops: 'Maximum hops'}),
            mapGroup(form, [...path, 'loop'], 'Protection from loops', fields(form, [...path, 'loop'], LOOP)))}
        ${section(form, 'Retries', [['limits', 'retry']], mapGroup(form, [...path, 'retry'], 'Retries',
            fields(form, [...path, 'retry'], RETRY)))}
        ${section(form, 'Circuit breaker', [['limits', 'circuitBreaker']],
            kindOf(form, [...path, 'circuitBreaker'], 'Circuit breaker', BREAKERS, 'with the default settings'))}
        ${section(form, 'Failures and dead letters', [...below('limits', FAILING), ['deadLetter']],
            kindOf(form, ['deadLetter'], 'Failed deliveries', DEAD_LETTERS, 'as the application decides (default)'),
            group('Receiver that always fails', fields(form, path, FAILING)))}
        ${section(form, 'Retention', [['retention']], mapGroup(form, ['retention'], 'Kept for', fields(form, ['retention'], RETENTION)))}`;
}
