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
package io.webhookscript.console.api.script;

import java.util.Locale;
import java.util.Map;

import io.webhookscript.WebhookScriptComponent;
import io.webhookscript.console.access.ApiCall;
import io.webhookscript.console.api.source.ProblemView;
import io.webhookscript.console.application.Application;
import io.webhookscript.console.web.ConsoleResponse;
import io.webhookscript.console.web.JsonResponse;
import io.webhookscript.console.web.RefusedRequestException;
import io.webhookscript.lifecycle.ScriptInUseException;
import io.webhookscript.lifecycle.ScriptStatus;
import io.webhookscript.lifecycle.Scripts;
import io.webhookscript.script.problem.InvalidScriptException;

/** Starts, stops, suspends, resumes and removes scripts. */
public final class LifeCycle {

    private final Application application;

    public LifeCycle(Application application) {
        this.application = application;
    }

    /** What is done with a script. */
    public enum Step {
        START {
            @Override
            void take(Scripts scripts, String name, boolean force) {
                scripts.start(name);
            }
        },
        STOP {
            @Override
            void take(Scripts scripts, String name, boolean force) {
                scripts.stop(name, force);
            }
        },
        SUSPEND {
            @Override
            void take(Scripts scripts, String name, boolean force) {
                scripts.suspend(name, force);
            }
        },
        RESUME {
            @Override
            void take(Scripts scripts, String name, boolean force) {
                scripts.resume(name);
            }
        },
        REMOVE {
            @Override
            void take(Scripts scripts, String name, boolean force) {
                scripts.remove(name, force);
            }
        };

        abstract void take(Scripts scripts, String name, boolean force);

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ConsoleResponse take(Step step, ApiCall call) throws RefusedRequestException {
        boolean force = call.body().flag("force");
        WebhookScriptComponent component = application.webhookScript();
        if (component.scripts().findWithoutUsers(call.name()).isEmpty()) {
            throw RefusedRequestException.noScript(call.name());
        }
        try {
            step.take(component.scripts(), call.name(), force);
        } catch (ScriptInUseException used) {
            throw inUse(used);
        } catch (InvalidScriptException invalid) {
            throw new RefusedRequestException(
                    409, "invalid-script", String.valueOf(invalid.getMessage()),
                    Map.of("problems", invalid.problems().stream().map(ProblemView::of).toList()));
        } catch (IllegalStateException notNow) {
            throw new RefusedRequestException(409, "not-now", String.valueOf(notNow.getMessage()));
        }
        application.audit().record(call.caller().name(), step.code(), call.name(), force ? "by force" : "");
        application.changes().listChanged();
        ScriptStatus status = component.scripts().findWithoutUsers(call.name())
                .orElseThrow(() -> RefusedRequestException.noScript(call.name()));
        return JsonResponse.of(200, new ScriptCard(application, component).of(status));
    }

    static RefusedRequestException inUse(ScriptInUseException used) {
        return new RefusedRequestException(
                409, "in-use", String.valueOf(used.getMessage()), Map.of("routes", used.getRoutes()));
    }
}
