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

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The tag that a block of statements belongs to.
 *
 * @param spot    the position of the tag; null when the block is the whole template
 * @param endings tags that end the block
 */
record OpenTag(String name, @Nullable SourcePosition spot, List<String> endings) {

    static final OpenTag NONE = new OpenTag("", null, List.of());

    boolean isWholeTemplate() {
        return spot == null;
    }

    boolean isEndedBy(Token tag) {
        return tag.is(Token.Kind.NAME) && endings.contains(tag.text());
    }

    String expected() {
        return spot == null
                ? "no tag is open here"
                : "`{% " + String.join(" %}` or `{% ", endings) + " %}` for the `" + name + "` of line " + spot.line();
    }
}
