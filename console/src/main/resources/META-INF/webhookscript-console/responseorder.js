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

/** Tells late responses apart: one is used only as long as none of a later request has been used. */
export class ResponseOrder {

    #begun = 0;
    #used = 0;

    /**
     * Begins a request.
     *
     * @returns a function that is called once with the response there: whether it comes too late
     */
    begin() {
        const number = ++this.#begun;
        return () => {
            const late = number < this.#used;
            this.#used = Math.max(this.#used, number);
            return late;
        };
    }
}
