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
package io.webhookscript.template;

import io.webhookscript.value.DataLimits;

/**
 * The limits of one template. They are counted in characters, steps and levels, never in time, so that the same
 * template and event always give the same result.
 */
final class Limits {

    /** Characters of a template's source. */
    static final int SOURCE = 64 * 1024;
    /** Characters of an output, and of every text that is made on the way, unless the script may send more. */
    static final int TEXT = 1024 * 1024;
    /** The most that a script may raise {@link #TEXT} to. */
    static final int MAX_TEXT = 256 * 1024 * 1024;
    /** Items of a list that is made on the way: as many as a loop may visit. */
    static final int ITEMS = 10_000;
    /** Iterations of all loops of one rendering together. */
    static final int LOOP_STEPS = 10_000;
    /** Tags in tags, or brackets in brackets. */
    static final int NESTING = 24;
    /** Depth of nested operators and filters; keeps the evaluation's stack flat. */
    static final int EXPRESSION_DEPTH = 120;
    /** Levels of data that are written as JSON; as many as JSON parsers accept by default. */
    static final int DATA_DEPTH = DataLimits.MAX_DEPTH;
    /** Levels of data that are compared with each other. */
    static final int COMPARED_DEPTH = 100;
    /** Digits of a number that is computed or written out; far beyond any amount or id. */
    static final int DIGITS = DataLimits.MAX_DIGITS;
    /** Units of work of one rendering: a filter, an operator or 64 characters each count as one. */
    static final long WORK = 5_000_000;
    /** Characters of a value that an error may quote. */
    static final int QUOTED = 60;

    private Limits() {
    }
}
