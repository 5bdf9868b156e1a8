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

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The names that {@code for} and {@code set} give to values. */
final class VariableParser {

    private static final Set<String> TAKEN = Set.of("true", "false", "none", "True", "False", "None", "not", "and", "or", "in",
            "is", "if", "else", "loop");

    private final Tokens tokens;
    private final ExpressionParser expressions;
    private final Placement placement;

    VariableParser(Tokens tokens, ExpressionParser expressions, Placement placement) {
        this.tokens = tokens;
        this.expressions = expressions;
        this.placement = placement;
    }

    /** Parses one name, or several with commas between. */
    List<Token> names() {
        List<Token> names = new ArrayList<>();
        do {
            names.add(tokens.expect(Token.Kind.NAME));
        } while (tokens.acceptOperator(","));
        return names;
    }

    /** @param reads what the values depend on */
    int[] declare(List<Token> names, Scope scope, DataUsage reads) {
        int[] slots = new int[names.size()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = declare(names.get(i), scope, reads);
        }
        return slots;
    }

    int declare(Token name, Scope scope, DataUsage reads) {
        if (TAKEN.contains(name.text())) {
            throw tokens.spot(name).error("`" + name.text() + "` as a variable", "another name");
        }
        Scope.Variable own = scope.own(name.text());
        Scope.Variable variable = own != null ? own : new Scope.Variable(expressions.newSlot(), false, new DataUsage());
        variable.reads().addAll(reads);
        placement.conditions().forEach(condition -> variable.reads().addConditions(condition.all()));
        scope.declare(name.text(), variable);
        return variable.slot();
    }
}
