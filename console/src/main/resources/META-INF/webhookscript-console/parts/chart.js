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

/** A small chart: the number of deliveries as bars, delivered and failed, and the 95th percentile of their time as a line. */
import {html, nothing, svg} from 'lit-html';
import {duration, hourAndMinute} from '../time.js';
import {wordOf} from './badges.js';

const WIDTH = 720;
const HEIGHT = 120;
const LEFT = 40;
const TOP = 8;

export function chart({from, until, step, complete, buckets}) {
    const start = new Date(from).getTime();
    const span = new Date(until).getTime() - start;
    const x = at => LEFT + (new Date(at).getTime() - start) / span * WIDTH;
    const totals = buckets.map(totalOf);
    const most = Math.max(1, ...totals);
    const slowest = Math.max(1, ...buckets.map(bucket => bucket.p95));
    const width = Math.max(1, step * 1000 / span * WIDTH - 1);
    return html`${summary(buckets, complete)}
        <svg class="chart" viewBox="0 0 ${LEFT + WIDTH + 60} ${HEIGHT + TOP + 22}" role="img"
            aria-label="Deliveries over time; the table below has the numbers">
            <line class="axis" x1=${LEFT} y1=${HEIGHT + TOP} x2=${LEFT + WIDTH} y2=${HEIGHT + TOP}></line>
            <text x=${LEFT - 6} y=${TOP + 10} text-anchor="end">${most}</text>
            <text x=${LEFT - 6} y=${HEIGHT + TOP} text-anchor="end">0</text>
            <text x=${LEFT + WIDTH + 4} y=${TOP + 10}>${duration(slowest)}</text>
            ${ticks(start, span).map(at => svg`<text x=${x(at)} y=${HEIGHT + TOP + 16} text-anchor="middle">${
                hourAndMinute(at)}</text>`)}
            ${buckets.map((bucket, i) => bars(bucket, totals[i], x(bucket.at), width, most))}
            ${buckets.length === 0 ? nothing : svg`<polyline class="latency" points=${buckets.map(bucket =>
                `${(x(bucket.at) + width / 2).toFixed(1)},${(TOP + HEIGHT - bucket.p95 / slowest * HEIGHT).toFixed(1)}`).join(' ')}>
                </polyline>`}
        </svg>
        <p class="hint">Bars: delivered below, failed above. Line: 95 % of the deliveries took at most this time.</p>
        ${buckets.length === 0 ? nothing : table(buckets)}`;
}

const totalOf = bucket => Object.values(bucket.outcomes).reduce((sum, number) => sum + number, 0);

function bars(bucket, total, left, width, most) {
    const delivered = bucket.outcomes.delivered ?? 0;
    const bar = (kind, from, number) => number === 0 ? nothing : svg`<rect class=${kind} x=${left.toFixed(1)}
        y=${(TOP + HEIGHT - (from + number) / most * HEIGHT).toFixed(1)} width=${width.toFixed(1)}
        height=${(number / most * HEIGHT).toFixed(1)}></rect>`;
    return svg`${bar('delivered', 0, delivered)}${bar('failed', delivered, total - delivered)}`;
}

function ticks(start, span) {
    return [0, 0.25, 0.5, 0.75, 1].map(part => start + part * span);
}

function summary(buckets, complete) {
    const all = buckets.reduce((sum, bucket) => sum + totalOf(bucket), 0);
    const delivered = buckets.reduce((sum, bucket) => sum + (bucket.outcomes.delivered ?? 0), 0);
    return html`<p id="summary">${all === 0 ? 'No delivery in this time.' : `${all} ${all === 1 ? 'delivery' : 'deliveries'}, ${delivered} delivered, ${
        all - delivered} failed.`}${complete ? nothing : ' There were more deliveries than are counted here.'}</p>`;
}

function table(buckets) {
    return html`<details><summary>Numbers</summary><div class="scroll" tabindex="0" role="region"
        aria-label="Numbers of the chart"><table><thead><tr><th scope="col">From</th><th scope="col">Outcomes</th>
        <th scope="col" class="number">Median</th><th scope="col" class="number">95 %</th></tr></thead>
        <tbody>${buckets.map(bucket => html`<tr><td>${hourAndMinute(new Date(bucket.at))}</td>
            <td>${Object.entries(bucket.outcomes).map(([outcome, number]) => `${number} ${wordOf(outcome)}`).join(', ')}</td>
            <td class="number">${duration(bucket.median)}</td><td class="number">${duration(bucket.p95)}</td></tr>`)}</tbody>
        </table></div></details>`;
}
