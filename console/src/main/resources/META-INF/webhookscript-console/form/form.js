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

/** Binds the form to a draft: each change of a field becomes one splice of its text. */
import {append, rename, remove, set, setRaw} from '../source/edit.js';
import {find} from '../source/tree.js';

/**
 * The fields are locked while the text is not YAML: a splice would land anywhere. They show the last values that could be
 * read.
 *
 * @param edit    makes a splice: `(text, tree) => splice`
 * @param focused is called with the event when a field gets the focus
 */
export function formOf({draft, schema, order, lastTree, readOnly, edit, focused}) {
    return {
        text: draft.checkedText ?? draft.text,
        tree: draft.check.tree ?? lastTree,
        schema,
        problems: draft.check.problems,
        locked: readOnly || draft.check.tree === null && draft.text.trim() !== '',
        focused,
        set: (path, value) => edit((text, tree) => set(text, tree, path, value, order)),
        remove: path => edit((text, tree) => remove(text, tree, path)),
        rename: (path, key) => key === '' ? undefined : edit((text, tree) => rename(text, tree, path, key)),
        setRaw: (path, raw) => raw.trim() === '' ? edit((text, tree) => remove(text, tree, path))
            : edit((text, tree) => setRaw(text, tree, path, raw)),
        append: (path, value) => edit((text, tree) => {
            const list = find(tree, path);
            return list?.kind === 'list' && list.items.length > 0 ? append(text, list, value)
                : set(text, tree, path, [value], order);
        }),
    };
}
