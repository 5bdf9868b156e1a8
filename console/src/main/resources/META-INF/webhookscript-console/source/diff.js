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

/** Compares two texts line by line, and shows the lines that differ with a few lines around them. */
import {html} from 'lit-html';

const AROUND = 3;
/** The table of a longer comparison would take too much memory: then the middle counts as replaced. */
const MAX_CELLS = 4_000_000;

/** @returns a list of `{kind: ' ' | '-' | '+', line}` */
export function lines(before, after) {
    const a = before.split('\n');
    const b = after.split('\n');
    let start = 0;
    while (start < a.length && start < b.length && a[start] === b[start]) {
        start++;
    }
    let end = 0;
    while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) {
        end++;
    }
    const same = line => ({kind: ' ', line});
    return [...a.slice(0, start).map(same), ...middle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
        ...a.slice(a.length - end).map(same)];
}

/** The longest common subsequence of lines. */
function middle(a, b) {
    if (a.length * b.length > MAX_CELLS) {
        return [...a.map(line => ({kind: '-', line})), ...b.map(line => ({kind: '+', line}))];
    }
    const width = b.length + 1;
    const longest = new Uint32Array((a.length + 1) * width);
    for (let i = a.length - 1; i >= 0; i--) {
        for (let j = b.length - 1; j >= 0; j--) {
            longest[i * width + j] = a[i] === b[j] ? longest[(i + 1) * width + j + 1] + 1
                : Math.max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
        }
    }
    const result = [];
    for (let i = 0, j = 0; i < a.length || j < b.length;) {
        if (i < a.length && j < b.length && a[i] === b[j]) {
            result.push({kind: ' ', line: a[i]});
            i++;
            j++;
        } else if (i < a.length && (j === b.length || longest[(i + 1) * width + j] >= longest[i * width + j + 1])) {
            result.push({kind: '-', line: a[i++]});
        } else {
            result.push({kind: '+', line: b[j++]});
        }
    }
    return result;
}

export function difference(before, after) {
    const all = lines(before, after);
    const near = all.map((each, i) => all.slice(Math.max(0, i - AROUND), i + AROUND + 1).some(other => other.kind !== ' '));
    const shown = all.map((each, i) => near[i] ? each : near[i - 1] ? {kind: '…', line: ''} : undefined).filter(Boolean);
    const draw = {
        '+': line => html`<ins><span class="visually-hidden">added: </span>+ ${line}</ins>`,
        '-': line => html`<del><span class="visually-hidden">removed: </span>- ${line}</del>`,
        ' ': line => html`<span>${'  ' + line + '\n'}</span>`,
        '…': () => html`<span>${'…\n'}</span>`,
    };
    return html`<pre class="diff" tabindex="0" role="region" aria-label="Changed lines">${
        shown.map(({kind, line}) => draw[kind](line))}</pre>`;
}
