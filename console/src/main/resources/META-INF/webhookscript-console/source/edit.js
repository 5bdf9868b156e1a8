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

/**
 * Changes of a YAML text. Each is one splice, so that all other lines, comments and the order stay as they are. A splice
 * is `{from, to, insert}`. Functions return undefined when there is nothing to change.
 */
export {rename, set} from './entries.js';
export {append, duplicate, exchange} from './items.js';
export {setRaw} from './rawvalue.js';
export {remove} from './removal.js';

export function apply(text, splice) {
    return splice ? text.slice(0, splice.from) + splice.insert + text.slice(splice.to) : text;
}
