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
package io.webhookscript.script.yaml;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.yaml.YamlNode.Entry;
import io.webhookscript.script.yaml.YamlNode.Mapping;
import io.webhookscript.script.yaml.YamlNode.Scalar;
import io.webhookscript.script.yaml.YamlNode.Sequence;
import io.webhookscript.value.DurationText;
import io.webhookscript.value.NearestNames;
import io.webhookscript.value.SizeText;

/**
 * A map of a script file with known keys. It reads the values of its keys. An invalid value is reported and treated as
 * missing, so that all problems of a file are found at once.
 */
public final class Section {

    /** Keys of the first level that begin so are nobody's but the author's: a place for anchors. */
    private static final String OF_THE_AUTHOR = "x-";

    /** More than any quantity has. */
    private static final int MAX_DIGITS = 20;

    private final Mapping map;
    private final String path;
    private final Findings findings;

    private Section(Mapping map, String path, Findings findings) {
        this.map = map;
        this.path = path;
        this.findings = findings;
    }

    /** Opens a map and reports unknown keys; empty when the node is not a map. */
    public static Optional<Section> open(YamlNode node, String path, Collection<String> keys, Findings findings) {
        Optional<Mapping> map = mapping(node, path, findings);
        map.ifPresent(m -> refuseUnknown(m, path, keys, findings));
        return map.map(m -> new Section(m, path, findings));
    }

    /** Opens a map whose keys were already checked. */
    public static Section unchecked(Mapping map, String path, Findings findings) {
        return new Section(map, path, findings);
    }

    public static Optional<Mapping> mapping(YamlNode node, String path, Findings findings) {
        if (node instanceof Mapping m) {
            return Optional.of(m);
        }
        findings.add(ProblemCode.WRONG_TYPE, node, path, "found " + Findings.found(node), "a map");
        return Optional.empty();
    }

    private static void refuseUnknown(Mapping map, String path, Collection<String> keys, Findings findings) {
        for (Entry entry : map.entries()) {
            String key = entry.key().text();
            boolean holdsAnchors = path.isEmpty() && key.startsWith(OF_THE_AUTHOR);
            if (!holdsAnchors && !keys.contains(key) && !findings.isFull(ProblemCode.UNKNOWN_KEY)) {
                List<String> nearest = NearestNames.of(key, keys);
                findings.add(ProblemCode.UNKNOWN_KEY, entry.key(), FieldPath.of(path, key),
                        "unknown key " + Findings.quoted(key),
                        nearest.isEmpty() ? NearestNames.oneOf(keys) : "", nearest);
            }
        }
    }

    public YamlNode asNode() {
        return map;
    }

    public String path() {
        return path;
    }

    public String path(String key) {
        return FieldPath.of(path, key);
    }

    public boolean has(String key) {
        return map.entry(key).isPresent();
    }

    /** Returns which of the keys are present, in the file's order. */
    public List<String> present(Collection<String> keys) {
        return map.entries().stream().map(e -> e.key().text()).filter(keys::contains).toList();
    }

    public Optional<YamlNode> node(String key) {
        return map.entry(key).map(Entry::value);
    }

    /** Returns the node of the key; the whole map when the key is missing. */
    public YamlNode keyOf(String key) {
        return map.entry(key).<YamlNode> map(Entry::key).orElse(map);
    }

    /** Reports missing keys. */
    public void require(String... keys) {
        for (String key : keys) {
            if (!has(key)) {
                findings.add(ProblemCode.MISSING_KEY, map, path(key), "the key `" + key + "` is missing", "`" + key + "`");
            }
        }
    }

    public Optional<Section> section(String key, Collection<String> keys) {
        return node(key).flatMap(n -> open(n, path(key), keys, findings));
    }

    /** Reads each entry of a map with custom keys. */
    public List<Entry> entries(String key) {
        return node(key).flatMap(n -> mapping(n, path(key), findings)).map(Mapping::entries).orElse(List.of());
    }

    /** The same of a key that was read already: nothing is reported again. */
    public List<Entry> entriesKnown(String key) {
        return node(key).map(n -> n instanceof Mapping m ? m.entries() : List.<Entry> of()).orElse(List.of());
    }

    public List<YamlNode> items(String key) {
        return node(key).map(n -> {
            if (n instanceof Sequence s) {
                return s.items();
            }
            wrongType(n, path(key), "a list");
            return List.<YamlNode> of();
        }).orElse(List.of());
    }

    public List<String> texts(String key) {
        List<YamlNode> items = items(key);
        return IntStream.range(0, items.size())
                .mapToObj(i -> text(items.get(i), FieldPath.of(path(key), i))).flatMap(Optional::stream).toList();
    }

    public Optional<String> text(String key) {
        return node(key).flatMap(n -> text(n, path(key)));
    }

    public Optional<String> text(YamlNode node, String field) {
        if (node instanceof Scalar s && s.isText()) {
            return Optional.of(s.text());
        }
        wrongType(node, field, node instanceof Scalar s && s.value() != null ? "text; put it in quotes" : "text");
        return Optional.empty();
    }

    public Optional<Boolean> flag(String key) {
        return node(key).flatMap(n -> {
            if (n instanceof Scalar s && s.value() instanceof Boolean b) {
                return Optional.of(b);
            }
            wrongType(n, path(key), "true or false");
            return Optional.empty();
        });
    }

    public Optional<Integer> integer(String key, Range range) {
        return node(key).flatMap(n -> {
            if (n instanceof Scalar s && s.value() instanceof Number number && isWhole(number)) {
                return inRange(n, path(key), number.doubleValue(), range).map(Double::intValue);
            }
            wrongType(n, path(key), "a whole number, " + range);
            return Optional.empty();
        });
    }

    public Optional<Double> number(String key, Range range) {
        return node(key).flatMap(n -> {
            if (n instanceof Scalar s && s.value() instanceof Number number) {
                return inRange(n, path(key), number.doubleValue(), range);
            }
            wrongType(n, path(key), "a number, " + range);
            return Optional.empty();
        });
    }

    public static boolean isWhole(Number number) {
        return !(number instanceof BigDecimal d) || d.stripTrailingZeros().scale() <= 0;
    }

    private Optional<Double> inRange(YamlNode node, String field, double value, Range range) {
        if (range.contains(value)) {
            return Optional.of(value);
        }
        findings.add(ProblemCode.OUT_OF_RANGE, node, field, "found " + Findings.found(node), range + ", bounds included");
        return Optional.empty();
    }

    /** Reads a duration greater than zero. */
    public Optional<Duration> positiveDuration(String key) {
        Optional<Duration> duration = duration(key);
        if (duration.isPresent() && duration.get().isZero()) {
            findings.add(ProblemCode.OUT_OF_RANGE, node(key).orElse(map), path(key), "found a duration of zero",
                    "a duration greater than zero");
            return Optional.empty();
        }
        return duration;
    }

    public Optional<Duration> duration(String key) {
        return quantity(key, DurationText::parse, DurationText.EXPECTED);
    }

    /** Reads a duration that is not the value of a key. */
    public Optional<Duration> duration(YamlNode node, String field) {
        return quantity(node, field, DurationText::parse, DurationText.EXPECTED);
    }

    public Optional<Long> size(String key) {
        return quantity(key, SizeText::parse, SizeText.EXPECTED);
    }

    private <T> Optional<T> quantity(String key, Function<String, Optional<T>> parse, String expected) {
        return node(key).flatMap(n -> quantity(n, path(key), parse, expected));
    }

    private <T> Optional<T> quantity(
            YamlNode node, String field, Function<String, Optional<T>> parse, String expected) {
        if (!(node instanceof Scalar s) || s.value() == null || s.value() instanceof Boolean) {
            wrongType(node, field, expected);
            return Optional.empty();
        }
        Optional<T> quantity = parse.apply(plain(s));
        if (quantity.isEmpty()) {
            findings.add(ProblemCode.WRONG_UNIT, node, field, "found " + Findings.found(node), expected);
        }
        return quantity;
    }

    /** Normalises a number: {@code 1e3} and {@code 0x10} are whole numbers, too. */
    private static String plain(Scalar scalar) {
        Object value = scalar.value();
        if (value instanceof BigDecimal decimal && isWhole(decimal)
                && (long) decimal.precision() - decimal.scale() <= MAX_DIGITS) {
            return decimal.toBigIntegerExact().toString();
        }
        return String.valueOf(value);
    }

    public <T> Optional<T> choice(String key, Map<String, T> words) {
        return node(key).flatMap(n -> choice(n, path(key), words));
    }

    public <T> Optional<T> choice(YamlNode node, String field, Map<String, T> words) {
        return text(node, field).flatMap(word -> {
            T value = words.get(word);
            if (value == null) {
                findings.add(ProblemCode.WRONG_VALUE, node, field, "found " + Findings.quoted(word),
                        "one of " + String.join(", ", words.keySet().stream().sorted().toList()),
                        NearestNames.of(word, words.keySet()));
            }
            return Optional.ofNullable(value);
        });
    }

    private void wrongType(YamlNode node, String field, String expected) {
        findings.add(ProblemCode.WRONG_TYPE, node, field, "found " + Findings.found(node), expected);
    }
}
