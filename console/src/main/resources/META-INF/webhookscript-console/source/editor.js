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

/** The editor of the text: CodeMirror, in a shadow root, so that its styles need no exception in the page's policy. */
import {autocompletion, completionKeymap} from '@codemirror/autocomplete';
import {defaultKeymap, history, historyKeymap, insertNewlineKeepIndent} from '@codemirror/commands';
import {bracketMatching, HighlightStyle, syntaxHighlighting} from '@codemirror/language';
import {lintGutter, lintKeymap, setDiagnostics} from '@codemirror/lint';
import {yaml} from '@codemirror/lang-yaml';
import {EditorState} from '@codemirror/state';
import {drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers} from '@codemirror/view';
import {tags} from '@lezer/highlight';

const COLOURS = HighlightStyle.define([
    {tag: tags.propertyName, color: 'light-dark(#0b57c2, #8ab6ff)'},
    {tag: tags.string, color: 'light-dark(#17692f, #7fd494)'},
    {tag: tags.comment, color: 'light-dark(#565e6b, #a3acb9)', fontStyle: 'italic'},
    {tag: tags.content, color: 'light-dark(#5b2a86, #d4b3f5)'},
]);

const THEME = EditorView.theme({
    '&': {fontSize: '13px', border: '1px solid var(--line)', borderRadius: '.35rem', backgroundColor: 'var(--card)',
        color: 'var(--ink)', maxHeight: '75vh'},
    '.cm-scroller': {overflow: 'auto', fontFamily: 'var(--mono)', minHeight: '22rem'},
    '.cm-gutters': {backgroundColor: 'var(--card)', color: 'var(--dim)', border: '0'},
    '.cm-activeLine': {backgroundColor: 'light-dark(#eef2fa88, #262c3788)'},
    '.cm-content': {caretColor: 'var(--ink)'},
    '.cm-cursor': {borderLeftColor: 'var(--ink)'},
    '&.cm-focused': {outline: '3px solid var(--accent)'},
    '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': {backgroundColor: 'light-dark(#cfe0fb, #2c4468) !important'},
    '.cm-tooltip': {backgroundColor: 'var(--card)', color: 'var(--ink)', border: '1px solid var(--line)', maxWidth: '30rem'},
    '.cm-tooltip-autocomplete ul li[aria-selected]': {backgroundColor: 'var(--accent)', color: 'var(--on-accent)'},
    '.cm-diagnostic': {whiteSpace: 'pre-wrap'},
});

export class Editor {

    #view;

    /**
     * @param host     the element in which it stands
     * @param complete a completion source of CodeMirror; left out when the text is read only
     * @param changed  is called with the text after each change that a person made
     * @param focused  is called when the editor gets the focus
     */
    constructor(host, {label, readOnly, complete, changed, focused}) {
        const root = host.attachShadow({mode: 'open'});
        this.#view = new EditorView({root, parent: root, state: EditorState.create({extensions: [
            lineNumbers(), history(), drawSelection(), highlightActiveLine(), bracketMatching(), yaml(), lintGutter(),
            syntaxHighlighting(COLOURS), THEME, EditorView.lineWrapping,
            EditorState.readOnly.of(readOnly), EditorView.contentAttributes.of({'aria-label': label, tabindex: '0'}),
            complete ? autocompletion({override: [complete]}) : [],
            EditorView.updateListener.of(update => {
                if (update.focusChanged && update.view.hasFocus) {
                    focused();
                }
                if (update.docChanged && !this.#quiet) {
                    changed(this.text);
                }
            }),
            keymap.of([...completionKeymap, {key: 'Enter', run: insertNewlineKeepIndent}, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
        ]})});
    }

    #quiet = false;

    get text() {
        return this.#view.state.doc.toString();
    }

    /** Shows a text that changed elsewhere: only the part that differs is replaced, so the cursor and undo stay. */
    show(text) {
        const now = this.text;
        if (now === text) {
            return;
        }
        let from = 0;
        while (from < now.length && from < text.length && now[from] === text[from]) {
            from++;
        }
        let end = 0;
        while (end < now.length - from && end < text.length - from && now.at(-1 - end) === text.at(-1 - end)) {
            end++;
        }
        this.#quiet = true;
        this.#view.dispatch({changes: {from, to: now.length - end, insert: text.slice(from, text.length - end)}});
        this.#quiet = false;
    }

    /** Marks the problems in the text that was checked. */
    mark(problems) {
        const length = this.#view.state.doc.length;
        this.#view.dispatch(setDiagnostics(this.#view.state, problems.map(problem => {
            const from = Math.min(problem.from ?? 0, length);
            return {from, to: Math.min(Math.max(problem.to ?? from, from), length), message: problem.message,
                severity: {error: 'error', warning: 'warning'}[problem.severity] ?? 'info'};
        })));
    }

    insert(text) {
        this.#view.dispatch(this.#view.state.replaceSelection(text));
        this.#view.focus();
    }

    goTo(at) {
        this.#view.dispatch({selection: {anchor: Math.min(at, this.#view.state.doc.length)}, scrollIntoView: true});
        this.#view.focus();
    }

    close() {
        this.#view.destroy();
    }
}
