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

/** Writes values as YAML: short texts plain where they cannot be misread, the rest in double quotes. */

/** Plain texts that YAML 1.2 or an older reader takes for another type. */
const RESERVED = /^(?:~|null|true|false|yes|no|on|off|y|n)$/i;
const NUMBER = /^[-+]?(?:\.?\d[\d_.,:eE+-]*|0x[\da-f_]+|0o[0-7]+|0b[01_]+|\.inf|\.nan)$/i;
const PLAIN = /^[\p{L}\p{N}_/$.][\p{L}\p{N}_ ./:;()@$%^*+=?!~'"<>|-]*$/u;

const PRINTABLE = /^[\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\u{10000}-\u{10ffff}]*$/u;

/** @param flow whether it stands in a flow collection */
export function scalar(value, flow = false) {
    if (typeof value !== 'string') {
        return JSON.stringify(value ?? null);
    }
    const plain = PLAIN.test(value) && !RESERVED.test(value) && !NUMBER.test(value)
        && !/: |:$| #| $/.test(value) && !(flow && /[,[\]{}:?]/.test(value));
    return plain ? value : quoted(value);
}

/** JSON's escapes are YAML's, but for the two line ends that YAML knows and JSON does not. */
function quoted(text) {
    return JSON.stringify(text).replace(/[\u0085\u2028\u2029\ufeff\u007f-\u009f]/g,
        c => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
}

export function flow(value) {
    if (Array.isArray(value)) {
        return value.length === 0 ? '[]' : `[${value.map(flow).join(', ')}]`;
    }
    if (value !== null && typeof value === 'object') {
        const members = Object.entries(value);
        return members.length === 0 ? '{}' : `{ ${members.map(([key, each]) => `${scalar(key, true)}: ${flow(each)}`).join(', ')} }`;
    }
    return scalar(value, true);
}

const isEmpty = value => Object.keys(value).length === 0;
const isScalar = value => value === null || typeof value !== 'object';

/** A key and its value in block style, without an indent before the key and without a line end after the value. */
export function entry(key, value, indent) {
    return `${scalar(key)}:${afterColon(value, indent)}`;
}

/** Whether a text is best written as a literal, line by line. */
export function isLines(value) {
    return typeof value === 'string' && /^\S.*\n/.test(value) && !/\n\n$/.test(value) && PRINTABLE.test(value);
}

/** A literal; the sign after the bar says whether the last line end belongs to the text. */
function literal(value, indent) {
    const lines = value.replace(/\n$/, '').split('\n').map(line => line === '' ? '\n' : '\n' + ' '.repeat(indent) + line);
    return (value.endsWith('\n') ? '|' : '|-') + lines.join('');
}

function afterColon(value, indent) {
    if (isLines(value)) {
        return ' ' + literal(value, indent + 2);
    }
    if (isScalar(value) || isEmpty(value)) {
        return ' ' + (isScalar(value) ? scalar(value) : flow(value));
    }
    const pad = ' '.repeat(indent + 2);
    return '\n' + pad + block(value, indent + 2);
}

/** A value in block style whose first line is already indented. */
export function block(value, indent) {
    if (isScalar(value) || isEmpty(value)) {
        return isScalar(value) ? scalar(value) : flow(value);
    }
    const lines = Array.isArray(value)
        ? value.map(item => '- ' + block(item, indent + 2))
        : Object.entries(value).map(([key, each]) => entry(key, each, indent));
    return lines.join('\n' + ' '.repeat(indent));
}
