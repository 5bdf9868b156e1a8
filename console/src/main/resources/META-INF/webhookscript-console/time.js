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

/** Shows times and durations in the zone and the language of the viewer. */
import {html, nothing} from 'lit-html';

const full = new Intl.DateTimeFormat(undefined, {dateStyle: 'medium', timeStyle: 'medium'});
const clock = new Intl.DateTimeFormat(undefined, {hour: '2-digit', minute: '2-digit'});

export const zone = full.resolvedOptions().timeZone;

export function time(instant) {
    return instant ? html`<time datetime=${instant} title=${instant}>${timeText(instant)}</time>` : nothing;
}

/** A time that JavaScript cannot express, such as one of the year 300000000, is shown as it was sent. */
export function timeText(instant) {
    const date = new Date(instant);
    return isValid(date) ? full.format(date) : instant;
}

const isValid = date => !Number.isNaN(date.getTime());

export function hourAndMinute(date) {
    return clock.format(date);
}

export function duration(millis) {
    if (millis < 1000) {
        return `${Math.round(millis)} ms`;
    }
    if (millis < 60_000) {
        return `${(millis / 1000).toFixed(millis < 10_000 ? 1 : 0)} s`;
    }
    const seconds = Math.round(millis / 1000);
    return parts([[Math.floor(seconds / 3600), 'h'], [Math.floor(seconds / 60) % 60, 'min'], [seconds % 60, 's']]);
}

/** The two largest units that are not 0. */
function parts(units) {
    return units.filter(([number]) => number > 0).slice(0, 2).map(([number, unit]) => `${number} ${unit}`).join(' ');
}

/** The value of an input of type datetime-local, which has no zone, as an instant; undefined when it is not a time. */
export function instantOf(local) {
    const date = new Date(local.replace(/^(\d{5,6})-/, (_, year) => `+${year.padStart(6, '0')}-`));
    return isValid(date) ? date.toISOString() : undefined;
}

/** The opposite of instantOf; empty for a time that the input cannot have. */
export function localOf(instant) {
    const date = new Date(instant ?? '');
    const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
    return isValid(local) && local.getUTCFullYear() > 0
        ? local.toISOString().replace(/^\+0*/, '').replace(/:\d\d\.\d{3}Z$/, '') : '';
}
