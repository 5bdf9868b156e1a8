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
package io.webhookscript.script.reader;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What a schema describes, written out: one small file for each of its keys and each kind of value there, and for every
 * place in such a file the values around what the schema says of it.
 */
final class SchemaSamples {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Names and texts, of which the first that a pattern takes stands where the schema gives no example. */
    private static final List<String> TEXTS = List.of(
            "x", "text", "X-A", "#bean", "http://proxy:3128", "text/csv", "jms:dead", "a.b", "tags[]", "4xx", "5s", "64KiB",
            "$.a", "zz-1", "a b", "");

    /** What no key of the format takes in every place: wrong types, wrong units, wrong names. */
    private static final List<String> STRANGE = List.of(
            "null", "true", "false", "0", "1", "-1", "1.0", "1.5", "0.5", "1e3", "0.0", "99", "100", "599", "600", "9999999999",
            "1000000000000", "123456789012345678901234567890", "[]", "{}", "[null]", "[1]", "[true]", "[\"x\"]",
            "[{}]", "[[]]", "[[\"x\"]]", "{\"zz\":1}", "{\"zz\":null}", "{\"zz\":[]}", "{\"zz\":{}}", "{\"zz\":\"x\"}",
            "{\"type\":\"text\",\"value\":\"x\"}", "{\"type\":\"variable\",\"value\":\"x\"}", "{\"type\":\"text\"}",
            "{\"type\":\"text\",\"value\":1}", "{\"type\":\"variable\",\"value\":1}", "{\"type\":\"variable\",\"value\":true}",
            "{\"type\":\"other\",\"value\":\"x\"}", "{\"mvel\":\"1\"}", "{\"mvel\":1}", "{\"jsonpath\":\"$.a\"}",
            "{\"jsonpath\":\"$.a\",\"mvel\":\"1\"}", "{\"xpath\":\"/a\"}", "{\"xpath\":{\"expression\":\"/a\"}}",
            "{\"xpath\":{\"namespaces\":{}}}", "{\"simple\":\"x\"}", "{\"simple\":[]}", "{\"mvel\":\"1\",\"zz\":1}");

    private static final List<String> STRANGE_TEXTS = List.of(
            "", " ", "x", "zz", "true", "null", "~", "1", "0", "5s", "0s", "5", "5 s", "5x", "5S", "-5s", "5.5s", "1m30s",
            "30s1m", "500ms", "P1D", "PT5S", "PT0S", "PT", "P", "PT0.5S", "P1DT", "pt5s", "1234567890s", "0000000000000",
            "1MB", "1mb", "1 MB", "-1MB", "64KiB", "1.5MB", "1000000000", "1TB", "2xx", "6xx", "2XX", "404", "600", "adaptive",
            "Adaptive", "{{ 1 }}", "#b", "#", "# b", "b", "http://h:1", "http://h:0", "http://h:00001", "http://h:6553",
            "http://h:65535", "http://h:65536",
            "http://h:99999", "http://h:100000", "http://h", "https://h:1", "http://[::1]:80", "http://[zz]:80",
            "http://user@h:1", "text/csv", "text", "text/csv; charset=utf-8", "text/csv; charset=\"utf-8\"", "text/csv;", "GET",
            "get", "G T", "X-A", "Host", "content-length", "CONNECTION", "a:b", "a.b", "a..b", ".a", "a.", "a[]", "a[0]",
            "['a.b']", "[\"a\"]", "a['b']", "event", "response", "now", "A-B", "a_b", "1a", "é", "a*", "*", "a.*", "*.a", "a b",
            "UPPER", "a".repeat(63), "a".repeat(64), "-a", "a-", "SHA256", "1.0");

    /** Those of them that are tried where the schema takes any text. */
    private static final Set<String> PLAIN_TEXTS = Set.of("", " ", "x", "null", "#", "{{ 1 }}", "a..b", "1.0");

    /** As it is written: 1.0 is not 1. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true)).build();

    private final JsonNode schema;
    private final Predicate<JsonNode> accepts;
    private final Set<String> mutated = new HashSet<>();

    /** @param accepts whether a file is right, as the schema says it */
    SchemaSamples(JsonNode schema, Predicate<JsonNode> accepts) {
        this.schema = schema;
        this.accepts = accepts;
    }

    /** @param keys of the schema, by path, that stand in it */
    record Sample(JsonNode value, Set<String> keys) {

        Sample with(String key) {
            Set<String> more = new LinkedHashSet<>(keys);
            more.add(key);
            return new Sample(value, more);
        }
    }

    /** All keys that the schema has, by path. */
    Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        collect(schema, "", keys);
        return keys;
    }

    private void collect(JsonNode node, String path, Set<String> keys) {
        if (!node.isObject()) {
            return;
        }
        JsonNode at = resolved(node);
        at.path("properties").properties().forEach(p -> {
            keys.add(path + "/" + p.getKey());
            collect(p.getValue(), path + "/" + p.getKey(), keys);
        });
        collect(at.path("items"), path + "/[]", keys);
        collect(at.path("additionalProperties"), path + "/*", keys);
        branches(at).forEach(b -> collect(b, path, keys));
    }

    /** Whole files: every key in one, with each kind of value that the schema knows for it. */
    List<Sample> files() {
        return samples(schema, "");
    }

    private List<Sample> samples(JsonNode node, String path) {
        JsonNode at = resolved(node);
        List<Sample> samples = new ArrayList<>();
        branches(at).forEach(b -> samples.addAll(samples(b, path)));
        if (at.has("const")) {
            samples.add(new Sample(at.get("const"), Set.of()));
        } else if (at.has("enum")) {
            at.get("enum").forEach(v -> samples.add(new Sample(v, Set.of())));
        } else if (at.has("type")) {
            types(at).forEach(t -> samples.addAll(ofType(t, at, path)));
        } else if (samples.isEmpty()) {
            List.of("text", "[ 1, null, \"x\" ]", "{ \"a\": { \"b\": 1.5 } }").forEach(v -> samples.add(literal(v)));
        }
        return samples;
    }

    private static List<String> types(JsonNode at) {
        List<String> types = new ArrayList<>();
        if (at.get("type").isTextual()) {
            types.add(at.get("type").asText());
        } else {
            at.get("type").forEach(t -> types.add(t.asText()));
        }
        return types;
    }

    private List<Sample> ofType(String type, JsonNode at, String path) {
        return switch (type) {
            case "null" -> List.of(literal("null"));
            case "boolean" -> List.of(literal("true"), literal("false"));
            case "integer" -> List.of(literal(at.path("minimum").asText("7")), literal(at.path("maximum").asText("8")));
            case "number" -> List.of(literal(at.path("minimum").asText("7")), literal(at.path("maximum").asText("8.25")));
            case "string" -> List.of(text(at));
            case "array" -> array(at, path);
            default -> object(at, path);
        };
    }

    private Sample text(JsonNode at) {
        Pattern pattern = Pattern.compile(at.path("pattern").asText(""));
        for (JsonNode example : at.path("examples")) {
            if (example.isTextual() && pattern.matcher(example.asText()).find()) {
                return new Sample(example, Set.of());
            }
        }
        return TEXTS.stream().filter(t -> pattern.matcher(t).find()).findFirst()
                .map(t -> new Sample(JSON.textNode(t), Set.of()))
                .orElseThrow(() -> new AssertionError("no text for " + pattern + "; the schema needs an example there"));
    }

    private List<Sample> array(JsonNode at, String path) {
        List<Sample> arrays = new ArrayList<>();
        for (Sample item : samples(at.path("items"), path + "/[]")) {
            ArrayNode array = JSON.arrayNode();
            array.add(item.value());
            arrays.add(new Sample(array, item.keys()));
        }
        return arrays;
    }

    private List<Sample> object(JsonNode at, String path) {
        List<JsonNode> alternatives = alternatives(at);
        Sample least = least(alternatives.get(0), at, path);
        List<Sample> objects = new ArrayList<>();
        objects.add(least);
        at.path("properties").properties().forEach(p -> {
            Sample beside = alternatives.stream().filter(required -> names(required, p.getKey())).findFirst()
                    .map(required -> least(required, at, path)).orElse(least);
            Sample fitting = withWhatItNeeds(beside, at.path("dependentSchemas").path(p.getKey()));
            samples(p.getValue(), path + "/" + p.getKey())
                    .forEach(s -> objects.add(put(fitting, p.getKey(), s.with(path + "/" + p.getKey()))));
        });
        if (at.path("additionalProperties").isObject()) {
            String name = text(resolved(at.path("propertyNames"))).value().asText();
            samples(at.get("additionalProperties"), path + "/*")
                    .forEach(s -> objects.add(put(least, name, s)));
        }
        return objects;
    }

    /** Adds the keys with one permitted value that another key requires beside it. */
    private static Sample withWhatItNeeds(Sample object, JsonNode dependent) {
        Sample all = object;
        for (JsonNode name : dependent.path("required")) {
            all = put(all, name.asText(),
                    new Sample(dependent.path("properties").path(name.asText()).path("const"), Set.of()));
        }
        return all;
    }

    /** The lists of required keys: one, or one for each branch of a {@code oneOf} or {@code anyOf}. */
    private static List<JsonNode> alternatives(JsonNode at) {
        List<JsonNode> alternatives = new ArrayList<>();
        if (!at.has("required")) {
            for (String kind : List.of("oneOf", "anyOf")) {
                at.path(kind).forEach(b -> {
                    if (b.has("required")) {
                        alternatives.add(b.get("required"));
                    }
                });
            }
        }
        return alternatives.isEmpty() ? List.of(at.path("required")) : alternatives;
    }

    private static boolean names(JsonNode required, String key) {
        return StreamSupport.stream(required.spliterator(), false).anyMatch(name -> name.asText().equals(key));
    }

    /** An object with the required keys alone. */
    private Sample least(JsonNode required, JsonNode at, String path) {
        Sample least = new Sample(JSON.objectNode(), Set.of());
        for (JsonNode name : required) {
            String key = path + "/" + name.asText();
            // the first sample of an object whose keys exclude each other is empty
            Sample first = samples(at.path("properties").path(name.asText()), key).stream()
                    .filter(sample -> !sample.value().isObject() || !sample.value().isEmpty()).findFirst().orElseThrow();
            least = put(least, name.asText(), first.with(key));
        }
        return least;
    }

    private static Sample put(Sample object, String name, Sample value) {
        ObjectNode more = object.value().deepCopy();
        more.set(name, value.value());
        Set<String> keys = new LinkedHashSet<>(object.keys());
        keys.addAll(value.keys());
        return new Sample(more, keys);
    }

    private List<JsonNode> branches(JsonNode at) {
        List<JsonNode> branches = new ArrayList<>();
        for (String kind : List.of("anyOf", "oneOf")) {
            at.path(kind).forEach(b -> {
                if (b.size() > 1 || !b.has("required")) {
                    branches.add(b);
                }
            });
        }
        return branches;
    }

    /** With what stands beside the reference; that has the last word. */
    private JsonNode resolved(JsonNode node) {
        if (!node.has("$ref")) {
            return node;
        }
        ObjectNode both = resolved(schema.at(node.get("$ref").asText().substring(1))).deepCopy();
        node.properties().stream().filter(p -> !p.getKey().equals("$ref")).forEach(p -> both.set(p.getKey(), p.getValue()));
        return both;
    }

    /**
     * Everything that is put in the place of each value: strange values, and, from the whole schema, its words and the
     * numbers at and beyond its bounds.
     */
    Set<JsonNode> probes() {
        Set<JsonNode> probes = new LinkedHashSet<>();
        STRANGE.forEach(v -> probes.add(literal(v).value()));
        STRANGE_TEXTS.forEach(t -> probes.add(JSON.textNode(t)));
        for (String word : List.of("enum", "examples")) {
            schema.findValues(word).stream().filter(JsonNode::isArray).forEach(values -> values.forEach(probes::add));
        }
        probes.addAll(schema.findValues("const"));
        for (String bound : List.of("minimum", "maximum")) {
            for (JsonNode number : schema.findValues(bound)) {
                probes.add(number);
                probes.add(JSON.numberNode(number.asLong() - 1));
                probes.add(JSON.numberNode(number.asLong() + 1));
            }
        }
        return probes;
    }

    /**
     * The file with each of its values replaced by each probe, each key left out, and a strange one added; what stands
     * in the same place of an earlier file is left alone.
     */
    Map<String, JsonNode> mutations(JsonNode file, Set<JsonNode> probes) {
        Map<String, JsonNode> mutations = new LinkedHashMap<>();
        mutate(file, file, "", probes, mutations);
        return mutations;
    }

    private void mutate(JsonNode root, JsonNode node, String at, Set<JsonNode> probes, Map<String, JsonNode> mutations) {
        if (!mutated.add(at + " " + node)) {
            return;
        }
        if (!at.isEmpty()) {
            boolean anyText = accepts.test(with(root, at, JSON.textNode("zz ~ zz")));
            probes.stream().filter(p -> !anyText || !p.isTextual() || PLAIN_TEXTS.contains(p.asText()))
                    .forEach(p -> mutations.put(at + " = " + p, with(root, at, p)));
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                mutate(root, node.get(i), at + "/" + i, probes, mutations);
            }
        }
        node.properties().forEach(p -> {
            String below = at + "/" + p.getKey().replace("~", "~0").replace("/", "~1");
            mutations.put(below + " left out", with(root, below, null));
            mutate(root, p.getValue(), below, probes, mutations);
        });
        if (node.isObject()) {
            for (String key : List.of("zz", "Host", "a b", "9x", "")) {
                mutations.put(at + "/" + key + " added", with(root, at + "/" + key, JSON.textNode("x")));
            }
        }
    }

    private static JsonNode with(JsonNode root, String at, @Nullable JsonNode value) {
        JsonNode copy = root.deepCopy();
        String parent = at.substring(0, at.lastIndexOf('/'));
        String last = at.substring(at.lastIndexOf('/') + 1).replace("~1", "/").replace("~0", "~");
        JsonNode container = parent.isEmpty() ? copy : copy.at(parent);
        if (container instanceof ArrayNode array) {
            array.set(Integer.parseInt(last), value);
        } else if (value == null) {
            ((ObjectNode) container).remove(last);
        } else {
            ((ObjectNode) container).set(last, value);
        }
        return copy;
    }

    private static Sample literal(String json) {
        try {
            return new Sample(MAPPER.readTree(json.equals("text") ? "\"text\"" : json), Set.of());
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
