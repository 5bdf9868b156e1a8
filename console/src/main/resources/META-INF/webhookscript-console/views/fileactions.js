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

/** Save, discard, rename, duplicate, delete: what is done with the file of a script. */
import {html, nothing} from 'lit-html';
import {api} from '../api.js';
import {forget} from '../drafts.js';
import {ask} from '../parts/dialog.js';
import {fail, tell} from '../parts/notice.js';
import {go, link} from '../router.js';
import {difference} from '../source/diff.js';

export const NAME = '[a-z0-9][a-z0-9\\-]{0,62}';
export const NAME_HINT = 'Lower-case letters, digits and hyphens; at most 63.';

/** @param changed shows the draft again; it is called with true when the changes were discarded */
export function fileActions(page, draft, changed) {
    const can = draft.changed && draft.checked && draft.check.valid;
    return html`<div class="bar" role="group" aria-label="File">
        <button id="save" class="primary" ?disabled=${!can} @click=${() => save(draft, changed)}>Save…</button>
        <button id="discard" ?disabled=${!draft.changed} @click=${() => discard(draft, changed)}>Discard changes</button>
        ${draft.base === undefined ? nothing : html`
            <button id="rename" ?disabled=${draft.changed} @click=${() => rename(draft)}>Rename</button>
            <a class="button" id="duplicate" href=${link(['new'], {from: draft.name})}>Duplicate</a>
            <button id="delete" class="danger" @click=${() => remove(draft)}>Delete</button>`}
        ${draft.changed ? html`<span class="hint">${draft.check.valid || !draft.checked ? 'The text is kept in this tab until it is saved.'
            : 'The text can be saved when it has no problems.'}</span>` : nothing}
    </div>`;
}

async function save(draft, changed) {
    const title = draft.base === undefined ? `Create ${draft.name}?` : `Save ${draft.name}?`;
    if (!await ask({title, action: draft.base === undefined ? 'Create' : 'Save', wide: true,
        text: difference(draft.saved, draft.text)})) {
        return;
    }
    try {
        const created = draft.base === undefined;
        await draft.save();
        tell(`${draft.name} is ${created ? 'created' : 'saved'}. The application has loaded it.`);
        changed();
    } catch (error) {
        if (error.status === 412) {
            await changedMeanwhile(draft, error, changed);
        } else {
            fail(error);
        }
    }
}

/** The file was saved elsewhere. Nothing is overwritten: the user chooses the text to continue with. */
async function changedMeanwhile(draft, error, changed) {
    const {source, version} = error.details;
    if (source === undefined || source === null) {
        tell(`Another user or program has deleted ${draft.name}. Your text is kept in this tab. Copy it to a new script to save it.`, 'bad');
        return;
    }
    const mine = await ask({title: 'The file has changed in the meantime', action: 'Continue with my text', cancel: 'Use the text of the file',
        wide: true, text: html`<p>Another user or program has saved the file. This is the difference between the file and your text:</p>
            ${difference(source, draft.text)}
            <p class="hint">Nothing is saved yet. If you continue with your text and save it, it replaces the text of the file.</p>`});
    draft.rebase(source, version);
    if (!mine) {
        draft.revert();
        await draft.recheck();
    }
    changed(!mine);
}

async function discard(draft, changed) {
    if (await ask({title: 'Discard the changes?', action: 'Discard', danger: true, wide: true,
        text: difference(draft.text, draft.saved)})) {
        draft.revert();
        if (draft.base === undefined) {
            go(['scripts']);
            return;
        }
        await draft.recheck();
        changed(true);
    }
}

async function rename(draft) {
    const to = await ask({title: `Rename ${draft.name}`, action: 'Rename', field: {label: 'New name', value: draft.name, pattern: NAME,
        hint: NAME_HINT}, text: 'Routes, endpoints and properties that name the script are not changed.'});
    if (to && to !== draft.name) {
        await changing(draft, () => api.rename(draft.name, to, draft.base), () => {
            go(['scripts', to, 'edit']);
            return `${draft.name} is now ${to}.`;
        });
    }
}

async function remove(draft) {
    if (await ask({title: `Delete ${draft.name}?`, action: 'Delete the file', danger: true,
        text: 'The file is deleted from the folder, and the script is removed. The console cannot undo this.'})) {
        await changing(draft, () => api.remove(draft.name, draft.base), () => {
            forget('script', draft.name);
            go(['scripts']);
            return `${draft.name} is deleted.`;
        });
    }
}

/** The address changes first, since a new view clears the message. */
async function changing(draft, request, done) {
    try {
        await request();
        const text = done();
        setTimeout(() => tell(text), 50);
    } catch (error) {
        if (error.code === 'in-use') {
            tell(`${draft.name} is in use by ${(error.details.routes ?? []).join(', ')}. Stop these routes first.`, 'bad');
        } else if (error.status === 412) {
            tell(`${draft.name} has changed in the meantime. Reload the page to see its text.`, 'bad');
        } else {
            fail(error);
        }
    }
}

/** Ctrl+S opens the dialog that saves, as in every editor. */
export function saveByKey(event) {
    if ((event.ctrlKey || event.metaKey) && event.key === 's') {
        event.preventDefault();
        document.getElementById('save')?.click();
    }
}
