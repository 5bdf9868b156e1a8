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

/** What the fields need: the tree and its problems, and functions that change one value of the text. */
import {placeholders} from '../source/complete.js';
import {append, duplicate, exchange, remove, rename, set, setRaw} from '../source/edit.js';
import {find, valueOf} from '../source/tree.js';

/**
 * The fields are locked while the text is not YAML: a splice would land anywhere. They show the last values that could be
 * read.
 *
 * @param edits   makes the splices: `FieldEdits`
 * @param focused is called with the event when a field gets the focus
 * @param goTo    leads to an offset of the text
 */
export function formOf({draft, schema, order, lastTree, edits, focused, goTo, goToLine, data, tests}) {
    const edit = splice => edits.make(splice);
    const shown = new Set();
    return {
        text: draft.checkedText ?? draft.text,
        tree: draft.check.tree ?? lastTree,
        schema,
        problems: draft.check.problems,
        locked: draft.check.tree === null && draft.text.trim() !== '',
        focused,
        goTo,
        goToLine,
        data,
        tests,
        /** A placeholder for the id of what the event is about. */
        idOfSubject: `{{ ${placeholders(draft.text, data).find(each => each.path.endsWith('.id'))?.path ?? 'event.id'} }}`,
        /** The paths of the values that have a field; the rest of the text is listed by `rest`. */
        shown,
        shows: path => shown.add(JSON.stringify(path)),
        typed: id => edits.typed(id),
        unread: id => edits.unread(id),
        by: (target, change) => edits.by(target, () => change(target.value)),
        set: (path, value) => edit((text, tree) => set(text, tree, path, value, order)),
        remove: path => edit((text, tree) => remove(text, tree, path)),
        rename: (path, key) => key === '' ? undefined : edit((text, tree) => rename(text, tree, path, key)),
        setRaw: (path, raw) => raw.trim() === '' ? edit((text, tree) => remove(text, tree, path))
            : edit((text, tree) => setRaw(text, tree, path, raw, order)),
        setList: (path, values) => edit((text, tree) => listChange(text, tree, path, values, order)),
        append: (path, value) => edit((text, tree) => {
            const list = find(tree, path);
            return list?.kind === 'list' && list.items.length > 0 ? append(text, list, value)
                : set(text, tree, path, [value], order);
        }),
        duplicate: (path, index, key, value) => edit((text, tree) => duplicate(text, find(tree, path), index, key, value)),
        moveUp: (path, index) => edit((text, tree) => exchange(text, find(tree, path), index)),
    };
}

/** Changes, adds or removes one item when that is what differs, so that the comments of the others stay. */
function listChange(text, tree, path, values, order) {
    const list = find(tree, path);
    if (values.length === 0) {
        return remove(text, tree, path);
    }
    const now = list?.kind === 'list' ? valueOf(list) : [];
    const first = values.findIndex((value, i) => value !== now[i]);
    if (now.length === 0 || Math.abs(now.length - values.length) > 1) {
        return set(text, tree, path, values, order);
    }
    if (values.length === now.length) {
        const same = first < 0 || values.every((value, i) => i === first || value === now[i]);
        return same ? first < 0 ? undefined : set(text, tree, [...path, first], values[first]) : set(text, tree, path, values, order);
    }
    if (values.length > now.length) {
        return first === now.length ? append(text, list, values[first]) : set(text, tree, path, values, order);
    }
    const gone = first < 0 ? values.length : first;
    return values.slice(gone).every((value, i) => value === now[gone + 1 + i]) ? remove(text, tree, [...path, gone])
        : set(text, tree, path, values, order);
}
