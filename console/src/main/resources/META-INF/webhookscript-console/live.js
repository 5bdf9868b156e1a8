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

/** Repeats a question to the server while the page is visible, one at a time. */
export class Live {

    #question;
    #seconds;
    #timer;
    #closed = false;
    #onVisible = () => this.#next(0);

    /** @param question asks and draws; it handles its failures itself */
    constructor(question, seconds) {
        this.#question = question;
        this.#seconds = seconds;
        document.addEventListener('visibilitychange', this.#onVisible);
        this.#next(seconds * 1000);
    }

    #next(millis) {
        clearTimeout(this.#timer);
        if (!this.#closed && !document.hidden) {
            this.#timer = setTimeout(() => this.#ask(), millis);
        }
    }

    async #ask() {
        await this.#question();
        this.#next(this.#seconds * 1000);
    }

    close() {
        this.#closed = true;
        clearTimeout(this.#timer);
        document.removeEventListener('visibilitychange', this.#onVisible);
    }
}
