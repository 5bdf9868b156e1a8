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
package io.webhookscript.language;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.webhookscript.template.DataRoots;
import io.webhookscript.template.Undefined;
import org.jspecify.annotations.Nullable;
import org.mvel2.MVEL;
import org.mvel2.ParserConfiguration;
import org.mvel2.ParserContext;
import org.mvel2.UnresolveablePropertyException;
import org.mvel2.integration.VariableResolver;
import org.mvel2.integration.impl.BaseVariableResolverFactory;
import org.mvel2.integration.impl.SimpleValueResolver;
import org.mvel2.optimizers.OptimizerFactory;

/**
 * The only class that uses MVEL's static state. MVEL keeps the context class loader of its first use permanently, and
 * its default optimizer defines classes. Both would keep a redeployed application in memory, so MVEL is first used with
 * its own class loader, and reads by reflection.
 */
final class Mvel {

    static {
        inOwnLoader(() -> {
            OptimizerFactory.setDefaultOptimizer(OptimizerFactory.SAFE_REFLECTIVE);
            return MVEL.executeExpression(compileHere("1 + 1"), (Object) null, new Roots(name -> Undefined.UNDEFINED));
        });
    }

    private Mvel() {
    }

    static Serializable compile(String text) {
        return inOwnLoader(() -> compileHere(text));
    }

    static @Nullable Object execute(Serializable compiled, DataRoots roots) {
        return inOwnLoader(() -> MVEL.executeExpression(compiled, (Object) null, new Roots(roots)));
    }

    private static Serializable compileHere(String text) {
        ParserConfiguration configuration = new ParserConfiguration();
        configuration.setClassLoader(MVEL.class.getClassLoader());
        return MVEL.compileExpression(text, new ParserContext(configuration));
    }

    private static <T extends @Nullable Object> T inOwnLoader(Supplier<T> action) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(MVEL.class.getClassLoader());
        try {
            return action.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Provides the data roots as MVEL's variables. A variable that an expression assigns exists for one evaluation. */
    private static final class Roots extends BaseVariableResolverFactory {

        private static final long serialVersionUID = 1L;

        private final transient DataRoots roots;
        private final transient Map<String, VariableResolver> own = new HashMap<>();

        Roots(DataRoots roots) {
            this.roots = roots;
        }

        @Override
        public boolean isTarget(String name) {
            return own.containsKey(name);
        }

        @Override
        public boolean isResolveable(String name) {
            return own.containsKey(name) || roots.get(name) != Undefined.UNDEFINED;
        }

        @Override
        public VariableResolver getVariableResolver(String name) {
            VariableResolver resolver = own.get(name);
            if (resolver != null) {
                return resolver;
            }
            Object value = roots.get(name);
            if (value == Undefined.UNDEFINED) {
                throw new UnresolveablePropertyException("unknown data root " + name);
            }
            return new SimpleValueResolver(MvelNumbers.in(value));
        }

        @Override
        public VariableResolver createVariable(String name, @Nullable Object value) {
            VariableResolver resolver = new SimpleValueResolver(value);
            own.put(name, resolver);
            return resolver;
        }

        @Override
        public VariableResolver createVariable(String name, @Nullable Object value, Class<?> type) {
            return createVariable(name, value);
        }

        @Override
        public Set<String> getKnownVariables() {
            return Set.copyOf(own.keySet());
        }
    }
}
