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
 * Keeps what a user has typed until it is saved. The session storage of the browser survives a reload, an expired session
 * and a sign-in, and is deleted with the tab. It holds texts of scripts, and events of runs.
 */
const PREFIX = 'webhookscript:';

/** @param kind `script` or `run` */
export function keep(kind, name, value) {
    try {
        sessionStorage.setItem(`${PREFIX}${kind}:${name}`, JSON.stringify(value));
    } catch (full) {
        console.warn('The text is not kept across a reload: ' + full.message);
    }
}

export function kept(kind, name) {
    const text = sessionStorage.getItem(`${PREFIX}${kind}:${name}`);
    return text === null ? undefined : JSON.parse(text);
}

export function forget(kind, name) {
    sessionStorage.removeItem(`${PREFIX}${kind}:${name}`);
}

/** The names of the scripts whose text is not saved. */
export function unsaved() {
    return Object.keys(sessionStorage).filter(key => key.startsWith(PREFIX + 'script:'))
        .map(key => key.slice((PREFIX + 'script:').length));
}
