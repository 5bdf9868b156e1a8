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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.yaml.YamlNode.Entry;
import io.webhookscript.script.yaml.YamlNode.Mapping;
import io.webhookscript.script.yaml.YamlNode.Mark;
import io.webhookscript.script.yaml.YamlNode.Scalar;
import io.webhookscript.script.yaml.YamlNode.Sequence;
import io.webhookscript.script.yaml.YamlNode.Style;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.parser.Parser;

/** Builds the tree from the parser's events; stops at the first construct that is not allowed in a script. */
public final class YamlTreeBuilder {

    public static final int MAX_LEVELS = 64;
    static final int MAX_ALIASES = 50;

    /** The maximum number of nodes with aliases expanded: fifty aliases can expand to 2^50 nodes. */
    static final int MAX_NODES = 200_000;

    private static final Map<ScalarStyle, Style> STYLES = Map.of(
            ScalarStyle.PLAIN, Style.PLAIN, ScalarStyle.SINGLE_QUOTED, Style.SINGLE_QUOTED,
            ScalarStyle.DOUBLE_QUOTED, Style.DOUBLE_QUOTED, ScalarStyle.LITERAL, Style.LITERAL, ScalarStyle.FOLDED,
            Style.FOLDED);

    private final Parser events;
    private final int maxNodes;
    private final Findings findings;
    private final Map<Anchor, AnchoredNode> anchors = new HashMap<>();
    private final OpenFields fields = new OpenFields();
    private int aliases;
    private int nodes;

    YamlTreeBuilder(Parser events, int maxNodes, Findings findings) {
        this.events = events;
        this.maxNodes = maxNodes;
        this.findings = findings;
    }

    /** An anchored node, its levels and its nodes; no node while it is still being read. */
    private record AnchoredNode(@Nullable YamlNode node, int levels, int nodes) {
    }

    /** A node and the number of levels in it. */
    private record Subtree(YamlNode node, int levels) {
    }

    private static final class StopException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        StopException() {
            super(null, null, false, false);
        }
    }

    Optional<YamlNode> document() {
        try {
            events.next();
            if (!events.checkEvent(Event.ID.DocumentStart)) {
                throw stop(ProblemCode.EMPTY_FILE, new Mark(1, 1, 0), "the file is empty", "a script");
            }
            events.next();
            YamlNode root = node(1).node();
            if (root instanceof Scalar s && s.value() == null) {
                throw stop(ProblemCode.EMPTY_FILE, new Mark(1, 1, 0), "the file is empty", "a script");
            }
            events.next();
            if (events.checkEvent(Event.ID.DocumentStart)) {
                throw stop(ProblemCode.TWO_DOCUMENTS, markOf(events.peekEvent()), "a second document begins",
                        "one script in a file");
            }
            events.next();
            return Optional.of(root);
        } catch (StopException e) {
            return Optional.empty();
        }
    }

    private Subtree node(int level) {
        Event event = events.next();
        Mark mark = markOf(event);
        if (level > MAX_LEVELS) {
            throw stop(ProblemCode.TOO_DEEP, mark, "more than " + MAX_LEVELS + " levels", "at most " + MAX_LEVELS);
        }
        if (event instanceof AliasEvent alias) {
            return alias(alias, mark, level);
        }
        refuseTag((NodeEvent) event, mark);
        count(1, mark);
        int before = nodes;
        Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
        anchor.ifPresent(a -> anchors.put(a, new AnchoredNode(null, 0, 0)));
        Subtree built = switch (event.getEventId()) {
            case Scalar -> new Subtree(scalar((ScalarEvent) event, mark), 1);
            case SequenceStart -> sequence(mark, level);
            default -> mapping(mark, level);
        };
        anchor.ifPresent(a -> anchors.put(a, new AnchoredNode(built.node(), built.levels(), nodes - before + 1)));
        return built;
    }

    private Subtree alias(AliasEvent event, Mark mark, int level) {
        if (++aliases > MAX_ALIASES) {
            throw stop(ProblemCode.TOO_MANY_ALIASES, mark, "more than " + MAX_ALIASES + " aliases", "at most " + MAX_ALIASES);
        }
        AnchoredNode anchored = anchors.get(event.getAlias());
        if (anchored == null) {
            throw stop(ProblemCode.NOT_YAML, mark, "there is no anchor " + Findings.quoted("&" + event.getAlias()),
                    "an anchor further up in the file");
        }
        YamlNode node = anchored.node();
        if (node == null) {
            throw stop(ProblemCode.TOO_DEEP, mark, "an alias inside the node that it refers to",
                    "an alias of a node that is complete");
        }
        if (level + anchored.levels() - 1 > MAX_LEVELS) {
            throw stop(ProblemCode.TOO_DEEP, mark, "more than " + MAX_LEVELS + " levels", "at most " + MAX_LEVELS);
        }
        count(anchored.nodes(), mark);
        return new Subtree(node, anchored.levels());
    }

    private static Scalar scalar(ScalarEvent event, Mark mark) {
        Object value = event.isPlain() ? CoreScalars.valueOf(event.getValue()).orElse(null) : event.getValue();
        Style style = STYLES.getOrDefault(event.getScalarStyle(), Style.DOUBLE_QUOTED);
        int end = event.getEndMark().map(m -> m.getIndex()).orElse(mark.index());
        return new Scalar(event.getValue(), value, style, mark, end);
    }

    private Subtree sequence(Mark mark, int level) {
        List<YamlNode> items = new ArrayList<>();
        int levels = 0;
        while (!events.checkEvent(Event.ID.SequenceEnd)) {
            fields.enter(items.size());
            Subtree item = node(level + 1);
            fields.leave();
            items.add(item.node());
            levels = Math.max(levels, item.levels());
        }
        events.next();
        return new Subtree(new Sequence(items, mark), levels + 1);
    }

    private Subtree mapping(Mark mark, int level) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        int levels = 0;
        while (!events.checkEvent(Event.ID.MappingEnd)) {
            Mark keyMark = markOf(events.peekEvent());
            YamlNode found = node(level + 1).node();
            if (!(found instanceof Scalar key)) {
                throw found instanceof Mapping
                        ? stop(ProblemCode.WRONG_TYPE, keyMark, "braces in braces: a placeholder that is not in quotes",
                                "quotes around the whole value: `\"{{ … }}\"`")
                        : stop(ProblemCode.WRONG_TYPE, keyMark, "a key that is a list", "a key that is text");
            }
            fields.enter(key.text());
            Subtree value = node(level + 1);
            levels = Math.max(levels, value.levels());
            if (key.text().equals("<<") && key.style() == Style.PLAIN) {
                findings.add(ProblemCode.UNKNOWN_KEY, keyMark.line(), keyMark.column(), fields.path(),
                        "the merge key `<<`, which YAML 1.2 does not have",
                        "an alias for a whole value, such as `json: *order`, or the keys written out", List.of());
                fields.leave();
                continue;
            }
            Scalar placed = new Scalar(key.text(), key.value(), key.style(), keyMark, key.end());
            Entry first = entries.putIfAbsent(key.text(), new Entry(placed, value.node()));
            if (first != null) {
                findings.addRepeated(placed, fields.path(), first.key());
            }
            fields.leave();
        }
        events.next();
        return new Subtree(new Mapping(List.copyOf(entries.values()), mark), levels + 1);
    }

    private void refuseTag(NodeEvent event, Mark mark) {
        Optional<String> tag = switch (event.getEventId()) {
            case Scalar -> ((ScalarEvent) event).getTag();
            case SequenceStart -> ((SequenceStartEvent) event).getTag();
            default -> ((MappingStartEvent) event).getTag();
        };
        if (tag.isPresent()) {
            throw stop(ProblemCode.TAG, mark, "the tag " + Findings.quoted(tag.get()),
                    "no tag, since a script cannot create objects");
        }
    }

    private void count(int more, Mark mark) {
        nodes += more;
        if (nodes > maxNodes) {
            throw stop(ProblemCode.TOO_MANY_ALIASES, mark, "more than " + maxNodes + " values with aliases expanded",
                    "at most " + maxNodes);
        }
    }

    private static Mark markOf(Event event) {
        return event.getStartMark().map(YamlFault::markOf).orElseGet(() -> new Mark(1, 1, 0));
    }

    private StopException stop(ProblemCode code, Mark mark, String found, String expected) {
        String field = code == ProblemCode.TOO_DEEP ? fields.outermost() : fields.path();
        findings.add(code, mark.line(), mark.column(), field, found, expected, List.of());
        return new StopException();
    }
}
