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

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.webhookscript.script.UseCase;
import io.webhookscript.template.Expression;
import io.webhookscript.template.TemplateCompiler;
import io.webhookscript.template.TemplateException;
import io.webhookscript.template.TemplateSource;
import org.jspecify.annotations.Nullable;

import static io.webhookscript.template.Undefined.UNDEFINED;

/** The paths at which use cases say that an event has its channel. Each is compiled once. */
final class ChannelPaths {

    private final TemplateCompiler compiler = new TemplateCompiler(Map.of(), Set.of(), false);
    private final Map<Key, ChannelPath> known = new HashMap<>();

    private record Key(@Nullable String path, @Nullable String subject) {
    }

    ChannelPath of(UseCase useCase) {
        return known.computeIfAbsent(
                new Key(useCase.channel(), useCase.subject()),
                key -> new ChannelPath(
                        key.path() == null ? null : compiler.expression(TemplateSource.of(key.path())), key.subject()));
    }

    /** One path; no event has a channel where its use case names none. */
    static final class ChannelPath {

        private final @Nullable Expression path;
        private final @Nullable String subject;

        private ChannelPath(@Nullable Expression path, @Nullable String subject) {
            this.path = path;
            this.subject = subject;
        }

        /** @param event its members */
        Optional<String> channelOf(Map<?, ?> event) {
            try {
                return Optional.ofNullable(path).map(expression -> expression.evaluate(root -> root(root, event)))
                        .filter(value -> value instanceof String || value instanceof Number).map(Object::toString);
            } catch (TemplateException notSuchAPath) {
                return Optional.empty(); // the event has another shape, so it has no channel here
            }
        }

        private @Nullable Object root(String name, Map<?, ?> event) {
            if (name.equals("event")) {
                return event;
            }
            if (event.containsKey(name)) {
                return event.get(name);
            }
            return subject != null && event.get(subject) instanceof Map<?, ?> map && map.containsKey(name)
                    ? map.get(name) : UNDEFINED;
        }
    }
}
