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
package io.webhookscript.management;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.webhookscript.store.RestartableStore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** Every metric and label that dashboard and alert rules name is in what Prometheus scrapes of a run. */
@Tag("slow")
class DashboardAndAlertsFitTheMetersTest {

    private static final Path DASHBOARD = Path.of("../docs/monitoring/grafana-dashboard.json");
    private static final Path ALERTS = Path.of("../docs/monitoring/prometheus-alerts.yaml");
    private static final Path PAGE = Path.of("../docs/operations.adoc");

    private static final Pattern SAMPLE = Pattern.compile("(?m)^(webhookscript_\\w+)(?:\\{([^}]*)})? ");
    private static final Pattern SELECTOR = Pattern.compile("\\b(webhookscript_\\w+)(?:\\{([^}]*)})?");
    private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without|on|group_left|ignoring)\\s*\\(([^)]*)\\)");

    @TempDir
    private Path folder;

    private Map<String, Set<String>> scraped() throws Exception {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (Watched watched = new Watched(folder)) {
            watched.camel.camelContext().getRegistry().bind("metricsRegistry", MeterRegistry.class, registry);
            watched.camel.component().setStore(new RestartableStore());
            watched.camel.start();
            watched.camel.call("webhookscript:hook", "{}");
            watched.status.set(503);
            watched.camel.call("webhookscript:hook", "{}");
            watched.camel.call("webhookscript:guarded", "{}");
            watched.camel.call("webhookscript:guarded?deadLetter=mock:dead", "{}");
            Map<String, Set<String>> labels = new LinkedHashMap<>();
            Matcher sample = SAMPLE.matcher(registry.scrape());
            while (sample.find()) {
                Set<String> own = labels.computeIfAbsent(sample.group(1), name -> new TreeSet<>());
                Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2).replaceAll("\"[^\"]*\"", ""));
                while (label.find()) {
                    own.add(label.group(1));
                }
            }
            return labels;
        }
    }

    @Test
    void namesOnlyWhatIsThere() throws Exception {
        Map<String, Set<String>> scraped = scraped();
        Set<String> all = new TreeSet<>(Set.of("le"));
        scraped.values().forEach(all::addAll);
        List<String> queries = new ArrayList<>(ofDashboard());
        queries.addAll(ofAlerts("expr"));

        assertThat(queries).hasSizeGreaterThan(12);
        for (String query : queries) {
            Matcher selector = SELECTOR.matcher(query);
            assertThat(selector.find()).as(query).isTrue();
            do {
                assertThat(scraped).as(query).containsKey(selector.group(1));
                assertThat(scraped.get(selector.group(1))).as(query).containsAll(labels(selector.group(2)));
            } while (selector.find());
            Matcher grouping = GROUPING.matcher(query);
            while (grouping.find()) {
                assertThat(all).as(query).containsAll(List.of(grouping.group(1).trim().split("\\s*,\\s*")));
            }
        }
    }

    private static List<String> labels(String selector) {
        List<String> labels = new ArrayList<>();
        Matcher label = LABEL.matcher(selector == null ? "" : selector.replaceAll("\"[^\"]*\"", ""));
        while (label.find()) {
            labels.add(label.group(1));
        }
        return labels;
    }

    @Test
    void everyAlertHasItsEntryOnThePage() throws Exception {
        String page = Files.readString(PAGE, StandardCharsets.UTF_8);

        assertThat(ofAlerts("alert")).isNotEmpty().doesNotHaveDuplicates()
                .allSatisfy(alert -> assertThat(page).contains("=== " + alert + "\n"));
    }

    @Test
    void everyMeterIsOnThePage() throws Exception {
        String page = Files.readString(PAGE, StandardCharsets.UTF_8);

        assertThat(scraped().keySet()).isNotEmpty().allSatisfy(
                metric -> assertThat(page).contains("`" + metric.replaceFirst("_seconds_(count|sum|max)$", "_seconds") + "`"));
    }

    private static List<String> ofDashboard() throws Exception {
        List<String> queries = new ArrayList<>();
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
        for (JsonNode panel : dashboard.path("panels")) {
            panel.path("targets").forEach(target -> queries.add(target.path("expr").asText()));
        }
        for (JsonNode variable : dashboard.path("templating").path("list")) {
            String definition = variable.path("definition").asText();
            if (!definition.isEmpty()) {
                queries.add(definition.replaceAll("^label_values\\((.*),\\s*\\w+\\)$", "$1"));
            }
        }
        return queries;
    }

    private static List<String> ofAlerts(String key) throws Exception {
        List<String> found = new ArrayList<>();
        Map<?, ?> file = (Map<?, ?>) new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(ALERTS, StandardCharsets.UTF_8));
        for (Object group : (List<?>) file.get("groups")) {
            ((List<?>) ((Map<?, ?>) group).get("rules"))
                    .forEach(rule -> found.add(String.valueOf(((Map<?, ?>) rule).get(key))));
        }
        return found;
    }
}
