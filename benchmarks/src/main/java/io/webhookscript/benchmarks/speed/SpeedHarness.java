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
package io.webhookscript.benchmarks.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.webhookscript.benchmarks.speed.table.Page;

/**
 * Measures competitors side by side and writes the tables: prints them, keeps them with all measurements in
 * {@code target/speed}, and puts them into a page when asked. Ends with 1 when a table is not complete, or an event was
 * not accounted for; never because of a time.
 */
public final class SpeedHarness {

    private static final String LOAD = "load";
    private static final String BURSTS = "bursts";
    private static final String GROWTH = "growth";
    private static final String PROFILE = "profile";

    static final List<String> PARTS = List.of(LOAD, BURSTS, GROWTH, PROFILE);

    private static final String MACHINE = "machine";
    private static final String GLANCE = "glance";

    private static final Path FOLDER = Path.of("target", "speed");

    private final Bench bench;
    private final Glance glance;

    private SpeedHarness(Bench bench) {
        this.bench = bench;
        this.glance = new Glance(bench.options().unreliable());
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        boolean whole;
        try (Bench bench = Bench.start(Options.of(args), FOLDER)) {
            whole = new SpeedHarness(bench).run();
        }
        System.exit(whole ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException {
        Path page = bench.options().into();
        if (page != null) {
            Page.of(page).with(places().stream().collect(Collectors.toMap(place -> place, place -> ""))); // not an hour later
        }
        Map<String, String> tables = tables();
        String text = places().stream().map(tables::get).collect(Collectors.joining("\n"));
        Files.writeString(FOLDER.resolve("tables.adoc"), text);
        System.out.println(text);
        if (page != null) {
            Files.writeString(page, Page.of(page).with(tables).text());
        }
        List<String> problems = bench.journal().problems();
        problems.forEach(problem -> System.out.println("PROBLEM: " + problem));
        System.out.printf("%d s, %d problems%n", bench.journal().seconds(), problems.size());
        return problems.isEmpty();
    }

    /** Of the page, in its order. The ratios at a glance are only known when both parts that they come from are run. */
    private List<String> places() {
        List<String> places = new ArrayList<>(List.of(MACHINE));
        if (bench.options().parts().containsAll(List.of(LOAD, BURSTS))) {
            places.add(GLANCE);
        }
        places.addAll(bench.options().parts());
        return places;
    }

    private Map<String, String> tables() throws IOException, InterruptedException {
        Map<String, String> tables = new HashMap<>();
        for (String part : bench.options().parts()) {
            tables.put(part, part(part).run());
        }
        tables.put(MACHINE, MachineDescription.text(bench));
        if (places().contains(GLANCE)) {
            tables.put(GLANCE, glance.text());
        }
        return tables;
    }

    private Part part(String name) throws IOException {
        return switch (name) {
            case LOAD -> new LoadPart(bench, glance);
            case BURSTS -> new BurstPart(bench, glance);
            case GROWTH -> new GrowthPart(bench);
            case PROFILE -> new ProfilePart(bench);
            default -> throw new IllegalArgumentException("expected one of " + PARTS + ", got " + name);
        };
    }
}
