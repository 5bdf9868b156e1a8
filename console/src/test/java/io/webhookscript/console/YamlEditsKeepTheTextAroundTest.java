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
package io.webhookscript.console;

import java.nio.file.Path;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A change in the form is one splice of the text. In the table {@code ~} is a line end. */
@Tag("slow")
class YamlEditsKeepTheTextAroundTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TempDir
    private static Path folder;

    private static ConsoleApplication application;
    private static Page page;

    @BeforeAll
    static void start() throws Exception {
        application = new ConsoleApplication(folder).start();
        page = new Page(CHROMIUM).open(application, "#/new");
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '¦', quoteCharacter = '\0',
               textBlock = """
                       a plain value                    ¦ a: 1 # one~b: two~             ¦ set(text, tree, ['b'], 'three')                   ¦ a: 1 # one~b: three~
                       a comment after the value        ¦ a: one # why~b: 2~             ¦ set(text, tree, ['a'], 'x')                       ¦ a: x # why~b: 2~
                       a text like a number             ¦ a: one~                        ¦ set(text, tree, ['a'], '7')                       ¦ a: "7"~
                       a number                         ¦ a: one~                        ¦ set(text, tree, ['a'], 7)                         ¦ a: 7~
                       a text like a boolean            ¦ a: one~                        ¦ set(text, tree, ['a'], 'yes')                     ¦ a: "yes"~
                       a placeholder                    ¦ a: one~                        ¦ set(text, tree, ['a'], '{{ x }}')                 ¦ a: "{{ x }}"~
                       a text with a colon              ¦ a: one~                        ¦ set(text, tree, ['a'], 'b: c')                    ¦ a: "b: c"~
                       a text like a comment            ¦ a: one~                        ¦ set(text, tree, ['a'], 'b #c')                    ¦ a: "b #c"~
                       a quoted value                   ¦ a: 'o''ne' # x~                ¦ set(text, tree, ['a'], 'two')                     ¦ a: two # x~
                       a block scalar                   ¦ a: |~  one~  two~# x~b: 1~     ¦ set(text, tree, ['a'], 'z')                       ¦ a: z~# x~b: 1~
                       the same value                   ¦ a: one~                        ¦ set(text, tree, ['a'], 'one')                     ¦ a: one~
                       nothing becomes a value          ¦ a:~b: 1~                       ¦ set(text, tree, ['a'], 'x')                       ¦ a: x~b: 1~
                       nothing becomes a map            ¦ a: # x~b: 1~                   ¦ set(text, tree, ['a', 'k'], 'v')                  ¦ a:~  k: v # x~b: 1~
                       a new key at the end             ¦ a: 1~                          ¦ set(text, tree, ['b'], 'x')                       ¦ a: 1~b: x~
                       a new key without a line end     ¦ a: 1                           ¦ set(text, tree, ['b'], 'x')                       ¦ a: 1~b: x
                       a new key in its order           ¦ a: 1~c: 3~                     ¦ set(text, tree, ['b'], 2, () => ['a', 'b', 'c'])  ¦ a: 1~b: 2~c: 3~
                       a new first key                  ¦ b: 1~                          ¦ set(text, tree, ['a'], 2, () => ['a', 'b'])       ¦ a: 2~b: 1~
                       a new key in a block map         ¦ a:~  b: 1 # x~~# end~c: 3~     ¦ set(text, tree, ['a', 'k'], 'x')                  ¦ a:~  b: 1 # x~  k: x~~# end~c: 3~
                       a new key in a flow map          ¦ a: { b: 1 }~                   ¦ set(text, tree, ['a', 'k'], 'x')                  ¦ a: { b: 1, k: x }~
                       a new key in an empty flow map   ¦ a: {}~                         ¦ set(text, tree, ['a', 'k'], 'x')                  ¦ a: { k: x }~
                       new keys down a path             ¦ a: 1~                          ¦ set(text, tree, ['b', 'c', 'd'], 'x')             ¦ a: 1~b:~  c:~    d: x~
                       a map for a value                ¦ a: 1~b: 2~                     ¦ set(text, tree, ['a'], {x: 1, z: [1, 2]})         ¦ a:~  x: 1~  z:~    - 1~    - 2~b: 2~
                       a value in a flow list           ¦ a: [1, 2]~                     ¦ set(text, tree, ['a', 1], 'x')                    ¦ a: [1, x]~
                       a key with a dot                 ¦ a:~  x.y: 1~                   ¦ set(text, tree, ['a', 'x.y'], 2)                  ¦ a:~  x.y: 2~
                       a removed line                   ¦ a: 1~# x~b: 2 # y~c: 3~        ¦ remove(text, tree, ['b'])                         ¦ a: 1~# x~c: 3~
                       a removed map                    ¦ a: 1~b:~  c: 1~  d: 2~e: 3~    ¦ remove(text, tree, ['b'])                         ¦ a: 1~e: 3~
                       the last key of a map            ¦ a: 1~b:~  c: 1~e: 3~           ¦ remove(text, tree, ['b', 'c'])                    ¦ a: 1~e: 3~
                       a removed flow entry             ¦ a: { b: 1, c: 2, d: 3 }~       ¦ remove(text, tree, ['a', 'c'])                    ¦ a: { b: 1, d: 3 }~
                       the first flow entry             ¦ a: { b: 1, c: 2 }~             ¦ remove(text, tree, ['a', 'b'])                    ¦ a: { c: 2 }~
                       a removed item                   ¦ a:~  - x~  - y # 2~  - z~      ¦ remove(text, tree, ['a', 1])                      ¦ a:~  - x~  - z~
                       the first key of an item         ¦ a:~  - b: 1~    c: 2~  - d: 3~ ¦ remove(text, tree, ['a', 0, 'b'])                 ¦ a:~  - c: 2~  - d: 3~
                       a missing key                    ¦ a: 1~                          ¦ remove(text, tree, ['b'])                         ¦ a: 1~
                       an item at the end               ¦ a:~  - b: 1~    c: 2 # x~d: 3~ ¦ append(text, find(tree, ['a']), {e: 4, f: 5})     ¦ a:~  - b: 1~    c: 2 # x~  - e: 4~    f: 5~d: 3~
                       an item of a list at the key     ¦ a:~- b~c: 1~                   ¦ append(text, find(tree, ['a']), 'x')              ¦ a:~- b~- x~c: 1~
                       an item of a flow list           ¦ a: [b]~                        ¦ append(text, find(tree, ['a']), 'x')              ¦ a: [b, x]~
                       a renamed key                    ¦ a:~  b: 1 # x~                 ¦ rename(text, tree, ['a', 'b'], 'X-Y')             ¦ a:~  X-Y: 1 # x~
                       a structure as it is written     ¦ a:~  b: 1~  c: 2~d: 3~         ¦ setRaw(text, tree, ['a'], 'x: 1~- y'.slice(0, 4)) ¦ a:~  x: 1~d: 3~
                       lines as they are written        ¦ a:~  b: 1~d: 3~                ¦ setRaw(text, tree, ['a', 'b'], 'x: 1~z:~  w: 2')  ¦ a:~  b:~    x: 1~    z:~      w: 2~d: 3~
                       a surrogate pair before it       ¦ a: "🐎"~b: one~                 ¦ set(text, tree, ['b'], 'two')                     ¦ a: "🐎"~b: two~
                       a key that reads as a boolean    ¦ a: 1~                          ¦ set(text, tree, ['on'], 1)                        ¦ a: 1~"on": 1~
                       a value of an unsaved new script ¦                                ¦ set(text, tree, ['a', 'b'], 1)                    ¦ a:~  b: 1~
                       a text of lines                  ¦ a: one~b: 1~                   ¦ set(text, tree, ['a'], 'p: 1~~  q')               ¦ a: |-~  p: 1~~    q~b: 1~
                       a text with a last line end      ¦ a: one~b: 1~                   ¦ set(text, tree, ['a'], 'p~q~')                    ¦ a: |~  p~  q~b: 1~
                       a text of lines at the end       ¦ b: 1                           ¦ set(text, tree, ['a'], 'p~q~')                    ¦ b: 1~a: |~  p~  q~
                       a text that ends in empty lines  ¦ a: one~                        ¦ set(text, tree, ['a'], 'p~~~')                    ¦ a: "p\\n\\n\\n"~
                       a text of lines in a flow map    ¦ a: { b: 1 }~                   ¦ set(text, tree, ['a', 'b'], 'p~q')                ¦ a: { b: "p\\nq" }~
                       a list in place of a flow list   ¦ a: [1] # x~b: 2~               ¦ set(text, tree, ['a'], [3, 'z'])                  ¦ a: [3, z] # x~b: 2~
                       a map in place of a flow map     ¦ - { a: 1 } # x~- 2~            ¦ set(text, tree, [0], {b: 'z'})                    ¦ - { b: z } # x~- 2~
                       an alias                         ¦ a: &x 1~b: *x # why~c: 2~      ¦ set(text, tree, ['b'], 3)                         ¦ a: &x 1~b: 3 # why~c: 2~
                       a key after an alias             ¦ a: &x { k: 1 }~b: *x~d: 2~     ¦ set(text, tree, ['c'], 3, () => ['a','b','c','d']) ¦ a: &x { k: 1 }~b: *x~c: 3~d: 2~
                       a key of an anchored flow map    ¦ a: &x { k: 1 }~b: *x~          ¦ set(text, tree, ['a', 'l'], 2)                    ¦ a: &x { k: 1, l: 2 }~b: *x~
                       an item after an alias           ¦ a:~  - &x 1~  - *x~b: 2~       ¦ append(text, find(tree, ['a']), 3)                ¦ a:~  - &x 1~  - *x~  - 3~b: 2~
                       a new value as it is written     ¦ a:~  b: 1~c: 2~                ¦ setRaw(text, tree, ['a', 'd'], '{"x": [1]}')      ¦ a:~  b: 1~  d: {"x": [1]}~c: 2~
                       new lines as they are written    ¦ a:~  b: 1~c: 2~                ¦ setRaw(text, tree, ['a', 'd', 'e'], 'x: 1~y: 2')  ¦ a:~  b: 1~  d:~    e:~      x: 1~      y: 2~c: 2~
                       new lines in an item             ¦ a:~  - b: 1~    c: 2~          ¦ setRaw(text, tree, ['a', 0, 'd'], 'x: 1~y: 2')    ¦ a:~  - b: 1~    c: 2~    d:~      x: 1~      y: 2~
                       lines of JSON in place of YAML   ¦ a:~  b: 1~c: 2~                ¦ setRaw(text, tree, ['a'], '{~  "x": 1~}')         ¦ a: {~    "x": 1~  }~c: 2~
                       JSON in a flow map               ¦ a: { b: 1 }~                   ¦ setRaw(text, tree, ['a', 'c'], '[1, 2]')          ¦ a: { b: 1, c: [1, 2] }~
                       a copy of an item                ¦ a:~  - n: p # x~    # y~    v: 1~b: 2~ ¦ duplicate(text, find(tree, ['a']), 0, 'n', 'q') ¦ a:~  - n: p # x~    # y~    v: 1~  - n: q # x~    # y~    v: 1~b: 2~
                       a copy of a flow item            ¦ a: [{ n: p, v: 1 }]~           ¦ duplicate(text, find(tree, ['a']), 0, 'n', 'q')   ¦ a: [{ n: p, v: 1 }, { n: q, v: 1 }]~
                       items in another order           ¦ a:~- n: 1 # one~# two~- n: 2~  m: 3~- n: 4~ ¦ exchange(text, find(tree, ['a']), 1) ¦ a:~- n: 2~  m: 3~# two~- n: 1 # one~- n: 4~
                       flow items in another order      ¦ a: [1, two]~                   ¦ exchange(text, find(tree, ['a']), 1)              ¦ a: [two, 1]~
                       an item below its dash           ¦ a:~  - # - x~    n: 1~  - n: 2~ ¦ exchange(text, find(tree, ['a']), 1)             ¦ a:~  - n: 2~  - # - x~    n: 1~
                       """)
    void changesOneValueAndKeepsAllOther(String name, String before, String edit, String after)
            throws Exception {
        String text = JSON.writeValueAsString((before == null ? "" : before).replace('~', '\n'));

        Object changed = page.evaluate(
                """
                        {
                            const {set, remove, append, rename, setRaw, duplicate, exchange, apply} = await import(base + 'source/edit.js');
                            const {find} = await import(base + 'source/tree.js');
                            const {api} = await import(base + 'api.js');
                            const text = %s;
                            const {tree} = await api.check('any', text);
                            return apply(text, %s);
                        }"""
                        .formatted(text, edit.replace("~", "\\n")));

        assertThat(String.valueOf(changed).replace('\n', '~')).isEqualTo(after);
    }
}
