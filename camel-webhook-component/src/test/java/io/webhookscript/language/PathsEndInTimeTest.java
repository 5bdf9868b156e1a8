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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.webhookscript.template.DataRoots;
import io.webhookscript.template.Expression;
import io.webhookscript.template.TemplateException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a path finds is the response's own; what a path may do is counted, and a long one asks for the time. */
class PathsEndInTimeTest {

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void whatIsFoundIsNotCopied() {
        Map<String, Object> sku = Map.of("sku", Map.of("id", 1L));
        Object body = List.of(sku, Map.of("more", sku));

        List<?> found = (List<?>) evaluate("$..sku", ResponseRoots.body(body));

        assertThat(found).hasSize(2).allSatisfy(value -> assertThat(value).isSameAs(sku.get("sku")));
        assertThat(evaluate("$[0].sku", ResponseRoots.body(body))).isSameAs(sku.get("sku"));
    }

    @Test
    void severalMembersAreAnObjectThatCannotBeChanged() {
        Object found = evaluate("$['a','b']", ResponseRoots.body(Map.of("a", 1L, "b", List.of(2L), "c", 3L)));

        assertThat(found).isEqualTo(Map.of("a", 1L, "b", List.of(2L)));
        assertThatThrownBy(() -> ((Map<?, ?>) found).clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void anOrdinaryPathNeverAsksForTheTime() {
        List<Object> items = new ArrayList<>();
        for (long i = 0; i < 10_000; i++) {
            items.add(Map.of("sku", i));
        }

        assertThat((List<?>) evaluate("$..sku", timeIsUp(items))).hasSize(10_000);
        assertThat(asked).hasValue(0);
    }

    @Test
    void aPathThatTakesLongEndsWhenTheTimeIsUp() {
        Object leaf = List.of(0L);
        for (int i = 0; i < 20_000; i++) {
            leaf = i % 100 == 0 ? List.of(leaf, 0L, 0L, 0L) : leaf;
        }
        List<Object> wide = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            wide.add(leaf);
        }

        assertThatThrownBy(() -> evaluate("$..[?(@..x)]", timeIsUp(wide))).isInstanceOf(TemplateException.class)
                .hasMessageContaining("when the attempt's time was over");
        assertThat(asked).hasValue(1);
    }

    @Test
    void aFilterThatComparesEachWithEachIsCounted() {
        List<Object> items = new ArrayList<>();
        for (long i = 0; i < 20_000; i++) {
            items.add(Map.of("a", i));
        }
        Object body = Map.of("items", items);

        for (String path : List.of("$.items[?(@.a in $..b)]", "$.items[?(@.a in $..a)]", "$.items[?(@.a nin $.items[*].a)]")) {
            if (path.contains("..b")) {
                assertThat((List<?>) evaluate(path, ResponseRoots.body(body))).isEmpty();
            } else {
                assertThatThrownBy(() -> evaluate(path, ResponseRoots.body(body))).isInstanceOf(TemplateException.class)
                        .hasMessageContaining("far more values than the document has");
            }
        }
    }

    private static @Nullable Object evaluate(String path, DataRoots roots) {
        Expression expression = ResponseRoots.compile("jsonpath", path);
        return expression.evaluate(roots);
    }

    private TimedRoots timeIsUp(Object body) {
        DataRoots response = ResponseRoots.body(body);
        return new TimedRoots() {

            @Override
            public boolean isTimeUp() {
                asked.incrementAndGet();
                return true;
            }

            @Override
            public @Nullable Object get(String root) {
                return response.get(root);
            }
        };
    }
}
