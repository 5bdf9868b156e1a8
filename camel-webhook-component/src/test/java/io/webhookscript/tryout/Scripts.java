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
package io.webhookscript.tryout;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.webhookscript.request.event.EventSnapshot;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.script.Script;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import io.webhookscript.secret.Masker;

/** Scripts from their text, and deliveries of them. */
final class Scripts {

    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private Scripts() {
    }

    static Script read(String yaml) {
        return new ScriptReader(ScriptEnvironment.standalone()).read("crm.webhookscript.yaml", yaml).orThrow();
    }

    static TemplateInputs data(Script script, Object event, Map<String, String> secrets) throws NotSentException {
        return new TemplateInputs(
                script, EventSnapshot.of(event, null), name -> null, name -> null, script.definition().context().values(),
                Set.of(),
                new TemplateInputs.MessageIdentity("msg_1", NOW, null), NOW, 1,
                name -> Optional.ofNullable(secrets.get(name)), new Masker());
    }
}
