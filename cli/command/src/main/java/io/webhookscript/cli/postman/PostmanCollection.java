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
package io.webhookscript.cli.postman;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.webhookscript.cli.input.CommandFailedException;
import io.webhookscript.cli.input.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * A collection of Postman: its requests, each with what the folders around it say.
 *
 * <pre>
 * for (PostmanItem item : PostmanCollection.read(bytes).items()) {
 *     item.map(draft);
 * }
 * </pre>
 */
public final class PostmanCollection {

    /** Folders in folders; a file could nest them without end. */
    private static final int DEEPEST = 50;

    private final List<PostmanItem> items = new ArrayList<>();

    private PostmanCollection() {
    }

    /** @throws CommandFailedException when it is not a collection of a version that is known */
    public static PostmanCollection read(byte[] content) {
        Fields file = Fields.of(JsonText.read("the collection", content));
        // as Postman's own interface for programs wraps it
        Fields collection = file.has("collection") ? file.fields("collection") : file;
        if (collection.has("requests") && !collection.has("item")) {
            throw new CommandFailedException(
                    "this collection has the format of version 1; export it from Postman as version 2.1");
        }
        if (!(collection.value("item") instanceof List)) {
            throw new CommandFailedException("this is not a Postman collection: it has no list `item`");
        }
        PostmanCollection all = new PostmanCollection();
        Scope scope = new Scope(null, Map.of(), Set.of(), Set.of(), "").inside(collection, "the collection");
        all.add(collection.list("item"), scope, 0);
        return all;
    }

    public List<PostmanItem> items() {
        return List.copyOf(items);
    }

    private void add(List<Fields> list, Scope scope, int depth) {
        if (depth > DEEPEST) {
            throw new CommandFailedException("the collection has folders more than " + DEEPEST + " levels deep");
        }
        for (Fields item : list) {
            String name = item.text("name").orElse("");
            if (item.value("item") instanceof List) {
                add(item.list("item"), scope.inside(item, "the folder " + name), depth + 1);
            } else if (item.has("request")) {
                items.add(new PostmanItem(item, scope));
            }
        }
    }

    /**
     * What holds for the requests in a folder.
     *
     * @param secrets names of variables that Postman keeps as secrets
     * @param notes   what of the folders around is not carried over
     * @param path    names of the folders, for people
     */
    record Scope(
            @Nullable Fields auth, Map<String, String> variables, Set<String> secrets, Set<String> notes, String path) {

        Scope inside(Fields folder, String what) {
            Map<String, String> more = new LinkedHashMap<>(variables);
            Set<String> moreSecrets = new LinkedHashSet<>(secrets);
            for (Fields variable : folder.list("variable")) {
                String key = variable.text("key").or(() -> variable.text("id")).orElse("");
                if (!key.isEmpty() && !variable.isTrue("disabled")) {
                    more.put(key, variable.text("value").orElse(""));
                    if (variable.text("type").filter("secret"::equals).isPresent()) {
                        moreSecrets.add(key);
                    }
                }
            }
            Set<String> moreNotes = new LinkedHashSet<>(notes);
            scripts(folder, what).ifPresent(moreNotes::add);
            Fields own = folder.has("auth") ? folder.fields("auth") : auth;
            String name = folder.text("name").orElse("");
            return new Scope(own, more, moreSecrets, moreNotes, path.isEmpty() ? name : path + " / " + name);
        }

        /** Which scripts there are. */
        static Optional<String> scripts(Fields owner, String what) {
            List<String> kinds = owner.list("event").stream().filter(event -> isCode(event.fields("script").value("exec")))
                    .map(event -> event.text("listen").orElse("script")).distinct().toList();
            return kinds.isEmpty()
                    ? Optional.empty()
                    : Optional.of("the scripts of " + what + " (" + String.join(", ", kinds) + "): no code is run");
        }

        private static boolean isCode(@org.jspecify.annotations.Nullable Object exec) {
            return exec instanceof String text && !text.isBlank()
                    || exec instanceof List<?> lines && lines.stream().anyMatch(line -> !String.valueOf(line).isBlank());
        }
    }
}
