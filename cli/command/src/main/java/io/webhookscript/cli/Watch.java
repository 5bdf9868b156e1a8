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
package io.webhookscript.cli;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import io.webhookscript.script.usecase.FoundFile;

/**
 * Validates files again and again. They are read each time: an editor's way to save (in place, by renaming, with the
 * clock of another machine) then makes no difference.
 */
final class Watch {

    /** Nobody notices so short a wait, and reading some files as often costs nothing. */
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Supplier<ScriptFiles> files;
    private final LanguageOptions languages;
    private final Validation validation;

    Watch(Supplier<ScriptFiles> files, LanguageOptions languages, Validation validation) {
        this.files = files;
        this.languages = languages;
        this.validation = validation;
    }

    void untilInterrupted() {
        ScriptFiles seen = files.get();
        show(seen);
        while (pause()) {
            ScriptFiles now = files.get();
            if (!same(seen, now)) {
                seen = now;
                show(now);
            }
        }
    }

    private void show(ScriptFiles now) {
        validation.begin();
        validation.show(LoadedScripts.of(now, languages));
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean same(ScriptFiles before, ScriptFiles now) {
        return before.problems().equals(now.problems()) && same(before.scripts(), now.scripts())
                && same(before.useCases(), now.useCases());
    }

    private static boolean same(List<FoundFile> before, List<FoundFile> now) {
        if (before.size() != now.size()) {
            return false;
        }
        for (int i = 0; i < now.size(); i++) {
            FoundFile old = before.get(i);
            FoundFile file = now.get(i);
            if (!old.location().equals(file.location()) || !Arrays.equals(old.content(), file.content())) {
                return false;
            }
        }
        return true;
    }
}
