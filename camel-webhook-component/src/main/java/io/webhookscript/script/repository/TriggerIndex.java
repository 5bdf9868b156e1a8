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
package io.webhookscript.script.repository;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.webhookscript.script.Script;
import io.webhookscript.script.ScriptDefinition.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * Finds the active scripts that have a trigger for an event, by the event's type and channel. A look-up costs as much
 * as the triggers that match, however many scripts there are. Immutable: a change of the scripts makes a new index.
 */
public final class TriggerIndex {

    private final Map<String, Bindings> types = new HashMap<>();
    private final Map<String, Bindings> families = new HashMap<>();
    private final Bindings everything = new Bindings();
    private final int longestFamily;

    TriggerIndex(Collection<Script> scripts) {
        ChannelPaths paths = new ChannelPaths();
        for (Script script : scripts) {
            if (script.definition().about().active()) {
                List<Trigger> triggers = script.definition().events().triggers();
                for (int i = 0; i < triggers.size(); i++) {
                    bindings(triggers.get(i)).add(new IndexedTrigger(script, triggers.get(i), i), paths);
                }
            }
        }
        this.longestFamily = families.keySet().stream().mapToInt(String::length).max().orElse(-1);
    }

    /** @param number place in the script's list, from 0 */
    public record IndexedTrigger(Script script, Trigger trigger, int number) {
    }

    /** A script, and its triggers that match the event, in the order of its file. */
    public record Match(Script script, List<IndexedTrigger> triggers) {

        public Match {
            triggers = List.copyOf(triggers);
        }
    }

    private Bindings bindings(Trigger trigger) {
        if (trigger.event().equals(Trigger.ALL)) {
            return everything;
        }
        Optional<String> family = trigger.family();
        return family.isPresent()
                ? families.computeIfAbsent(family.get(), f -> new Bindings())
                : types.computeIfAbsent(trigger.event(), t -> new Bindings());
    }

    /** Whether there is a trigger at all. */
    public boolean isEmpty() {
        return types.isEmpty() && families.isEmpty() && everything.isEmpty();
    }

    /**
     * The scripts with a matching trigger, in alphabetical order. Conditions are not evaluated.
     *
     * @param channel the channel that the message names; null: each script's use case names the path of the channel
     * @param event   the members of the event, in which a channel is looked up
     */
    public List<Match> find(String type, @Nullable String channel, Map<?, ?> event) {
        SortedMap<String, List<IndexedTrigger>> found = new TreeMap<>();
        everything.find(channel, event, found);
        find(types.get(type), channel, event, found);
        for (int dot = type.indexOf('.');
             dot >= 0 && dot <= longestFamily && dot + 1 < type.length();
             dot = type.indexOf('.', dot + 1)) {
            find(families.get(type.substring(0, dot)), channel, event, found);
        }
        List<Match> matches = new ArrayList<>(found.size());
        for (List<IndexedTrigger> triggers : found.values()) {
            triggers.sort(Comparator.comparingInt(IndexedTrigger::number));
            matches.add(new Match(triggers.get(0).script(), triggers));
        }
        return matches;
    }

    private static void find(
            @Nullable Bindings bindings, @Nullable String channel, Map<?, ?> event,
            SortedMap<String, List<IndexedTrigger>> found) {
        if (bindings != null) {
            bindings.find(channel, event, found);
        }
    }

    /** The triggers of one event type, or of all types of a family. */
    private static final class Bindings {

        private final List<IndexedTrigger> ofAnyChannel = new ArrayList<>();
        private final Map<ChannelPaths.ChannelPath, Map<String, List<IndexedTrigger>>> byChannel = new HashMap<>();

        private boolean isEmpty() {
            return ofAnyChannel.isEmpty() && byChannel.isEmpty();
        }

        private void add(IndexedTrigger trigger, ChannelPaths paths) {
            if (trigger.trigger().channels().isEmpty()) {
                ofAnyChannel.add(trigger);
                return;
            }
            Map<String, List<IndexedTrigger>> own = byChannel.computeIfAbsent(
                    paths.of(trigger.script().definition().about().useCase()), path -> new HashMap<>());
            trigger.trigger().channels().stream().distinct()
                    .forEach(channel -> own.computeIfAbsent(channel, c -> new ArrayList<>()).add(trigger));
        }

        private void find(
                @Nullable String channel, Map<?, ?> event, SortedMap<String, List<IndexedTrigger>> found) {
            add(ofAnyChannel, found);
            byChannel.forEach((path, triggers) -> {
                String own = channel != null ? channel : path.channelOf(event).orElse(null);
                if (own != null) {
                    add(triggers.getOrDefault(own, List.of()), found);
                }
            });
        }

        private static void add(List<IndexedTrigger> triggers, SortedMap<String, List<IndexedTrigger>> found) {
            for (IndexedTrigger trigger : triggers) {
                found.computeIfAbsent(trigger.script().name(), name -> new ArrayList<>(1)).add(trigger);
            }
        }
    }
}
