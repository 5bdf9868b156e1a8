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


/** The replays of dead letters: the progress of those that are running, and how the last ones have ended. */
import {html, nothing} from 'lit-html';
import {api} from '../api.js';
import {badge, wordOf} from '../parts/badges.js';
import {fail, tell} from '../parts/notice.js';
import {time} from '../time.js';

export class Replays {

    #page;
    #advanced;
    #list = [];

    /** @param advanced is called when a replay has sent letters */
    constructor(page, advanced) {
        this.#page = page;
        this.#advanced = advanced;
    }

    async load() {
        try {
            const {replays} = await api.replays();
            const before = JSON.stringify(this.#list);
            this.#list = replays;
            if (JSON.stringify(replays) !== before) {
                this.#page.redraw();
                await this.#advanced();
            }
        } catch (error) {
            if (error.status !== 0 && error.status !== 401) {
                fail(error);
            }
        }
    }

    async #stop(id) {
        try {
            await api.stopReplay(id);
            tell(`${id} is stopped. Letters that were not sent again stay as they are.`);
        } catch (error) {
            fail(error);
        }
        await this.load();
    }

    /** Those that are running and the latest one are open to the eye, the others on request. */
    draw() {
        if (this.#list.length === 0) {
            return nothing;
        }
        const ended = this.#list.filter((replay, i) => i > 0 && replay.state !== 'running');
        return html`<section class="panel" aria-labelledby="replays-title" id="replays"><h2 id="replays-title">Replays</h2>
            ${this.#list.filter(replay => !ended.includes(replay)).map(replay => this.#replay(replay))}
            ${ended.length === 0 ? nothing : html`<details><summary>Earlier replays (${ended.length})</summary>
                ${ended.map(replay => this.#replay(replay))}</details>`}</section>`;
    }

    #replay(replay) {
        const {id, state, selected, delivered, failedAgain, skipped} = replay;
        return html`<div class="replay" data-replay=${id}>
            <h3>${id} ${badge(state, kindOf(replay))}</h3>
            <p class="hint">Dead letters ${selection(replay.selection)}. Started ${time(replay.startedAt)}${
                replay.endedAt ? html`, ended ${time(replay.endedAt)}` : nothing}.</p>
            <progress aria-label="Progress of ${id}" max=${Math.max(1, selected)} value=${
                selected === 0 ? 1 : delivered + failedAgain + skipped}></progress>
            <p>${numbers(replay)}</p>
            ${replay.problem ? html`<p class="refusal">${replay.problem}</p>` : nothing}
            ${state === 'running' && this.#page.may('operate') ? html`<div class="bar"><button data-stop=${id}
                @click=${() => this.#stop(id)}>Stop ${id}</button></div>` : nothing}</div>`;
    }
}

/** The filter of a replay in words. */
function selection({script, messageId, outcome, status, from, until, text, replayed}) {
    const parts = [
        script && html`of <code>${script}</code>`, messageId && html`of message <code>${messageId}</code>`,
        outcome && html`with the outcome ${wordOf(outcome)}`, status && html`with status ${status}`,
        text && html`with “${text}” in the reason`, from && html`failed from ${time(from)}`, until && html`failed before ${time(until)}`,
        replayed ? 'that were sent again before' : 'that were open',
    ].filter(part => part);
    return parts.map((part, i) => html`${i === 0 ? nothing : ', '}${part}`);
}

function kindOf({state, failedAgain}) {
    return state === 'completed' && failedAgain === 0 ? 'ok' : 'warn';
}

function numbers({selected, accepted, waiting, delivered, failedAgain, skipped}) {
    const parts = [[delivered, 'delivered'], [failedAgain, 'failed again'], [waiting, 'in progress'],
        [skipped, 'skipped, because they were discarded or sent again meanwhile, or cannot be read']]
        .filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
    return `${accepted} of ${selected} sent again${parts.length === 0 ? '' : `: ${parts.join(', ')}`}.`;
}
