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
package io.webhookscript.delivery.route;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.DefaultRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Holds the scripts' circuit breakers as registry beans for the circuit-breaker EIP. They live in a separate {@code
 * BeanRepository}, because iterating Camel's own registry fails while beans are added or removed. Thread-safe.
 */
final class BreakerBeans implements BeanRepository {

    private final Map<String, CircuitBreaker> breakers = new ConcurrentHashMap<>();
    /** A registry that accepts no extra repository; the breakers are bound to it directly. */
    private final @Nullable Registry other;

    private BreakerBeans(@Nullable Registry other) {
        this.other = other;
    }

    /**
     * Returns the context's repository. It must be called before routes need it, since other code may look for beans
     * while a repository is added.
     */
    static BreakerBeans of(CamelContext camelContext) {
        Registry registry = camelContext.getRegistry();
        return registry instanceof DefaultRegistry camels ? in(camels) : new BreakerBeans(registry);
    }

    /** Each context has one repository. */
    private static BreakerBeans in(DefaultRegistry registry) {
        synchronized (registry) {
            List<BeanRepository> known = registry.getRepositories();
            return (known == null ? List.<BeanRepository> of() : known).stream().filter(BreakerBeans.class::isInstance)
                    .map(BreakerBeans.class::cast).findFirst().orElseGet(() -> addedTo(registry));
        }
    }

    private static BreakerBeans addedTo(DefaultRegistry registry) {
        BreakerBeans made = new BreakerBeans(null);
        try {
            registry.addBeanRepository(made);
            return made;
        } catch (NullPointerException e) {
            // Camel 4.14 adds to a list that it has not made: the first repository cannot be added there
            return new BreakerBeans(registry);
        }
    }

    void bind(String name, CircuitBreaker breaker) {
        breakers.put(name, breaker);
        if (other != null) {
            other.bind(name, CircuitBreaker.class, breaker);
        }
    }

    void unbind(String name) {
        breakers.remove(name);
        if (other != null) {
            other.unbind(name);
        }
    }

    @Override
    public @Nullable Object lookupByName(String name) {
        return breakers.get(name);
    }

    @Override
    public <T> @Nullable T lookupByNameAndType(String name, Class<T> type) {
        CircuitBreaker found = breakers.get(name);
        return type.isInstance(found) ? type.cast(found) : null;
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
        Map<String, T> found = new LinkedHashMap<>();
        breakers.forEach((name, breaker) -> {
            if (type.isInstance(breaker)) {
                found.put(name, type.cast(breaker));
            }
        });
        return found;
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
        return new LinkedHashSet<>(findByTypeWithName(type).values());
    }
}
