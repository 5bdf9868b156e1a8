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
    return instant ? html`<time datetime=${instant} title=${instant}>${full.format(new Date(instant))}</time>` : nothing;
}

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

/** The value of an input of type datetime-local, which has no zone, as an instant; undefined when it is empty. */
export function instantOf(local) {
    return local ? new Date(local).toISOString() : undefined;
}

/** The opposite of instantOf. */
export function localOf(instant) {
    if (!instant) {
        return '';
    }
    const date = new Date(instant);
    return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
