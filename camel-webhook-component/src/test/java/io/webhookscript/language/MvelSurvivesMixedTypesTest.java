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

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.webhookscript.template.DataRoots;
import io.webhookscript.template.Expression;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Expressions that several threads evaluate over values of changing types give what a fresh expression gives, and no
 * error. {@code -Dwebhookscript.mvel.evaluations=1000000} makes the long form of it.
 */
class MvelSurvivesMixedTypesTest {

    private static final int THREADS = 8;
    private static final int EVALUATIONS = Integer.getInteger("webhookscript.mvel.evaluations", 4_000);

    private static final List<String> EXPRESSIONS = List.of(
            "response.body.x", "response.body['x']", "response.body.?x", "response.body.x == 1",
            "response.body.x == null ? 'none' : 'some'",
            "response.body.x is String", "response.body.x + ''", "response.body.list.size()", "response.body.list[0]",
            "(v = response.body.x; v == 1 ? response.body.list : v)");

    @Test
    void eightThreadsMayMixTypes() throws Exception {
        List<DataRoots> data = data();
        List<Expression> expressions = EXPRESSIONS.stream().map(text -> ResponseRoots.compile("mvel", text)).toList();
        List<List<Object>> expected = EXPRESSIONS.stream().map(text -> fresh(text, data)).toList();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int seed = t;
                work.add(() -> wrong(expressions, data, expected, seed));
            }
            for (Future<Integer> wrong : threads.invokeAll(work)) {
                assertThat(wrong.get()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Object> fresh(String text, List<DataRoots> data) {
        List<Object> values = new ArrayList<>();
        data.forEach(roots -> values.add(ResponseRoots.compile("mvel", text).evaluate(roots)));
        return values;
    }

    private static int wrong(List<Expression> expressions, List<DataRoots> data, List<List<Object>> expected, int seed) {
        int wrong = 0;
        for (int i = 0; i < EVALUATIONS; i++) {
            int e = (i + seed) % expressions.size();
            int d = (i / 3 + seed) % data.size();
            Object value = expressions.get(e).evaluate(data.get(d));
            wrong += java.util.Objects.equals(value, expected.get(e).get(d)) ? 0 : 1;
        }
        return wrong;
    }

    private static List<DataRoots> data() {
        List<Object> values = new ArrayList<>(
                List.of(
                        1L, "text", new BigDecimal("1.50"), new BigInteger("12345678901234567890"), true, List.of(1L, "a"),
                        Map.of("y", 1L)));
        values.add(null);
        List<DataRoots> data = new ArrayList<>();
        for (Object value : values) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("x", value);
            body.put("list",
                    data.size() % 2 == 0 ? List.of(1L, 2L, 3L) : Collections.unmodifiableList(new ArrayList<>(List.of("a"))));
            data.add(ResponseRoots.body(data.size() % 3 == 0 ? body : Collections.unmodifiableMap(body)));
        }
        return data;
    }
}
