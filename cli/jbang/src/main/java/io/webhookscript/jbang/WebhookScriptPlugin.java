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
package io.webhookscript.jbang;

import io.webhookscript.cli.WebhookScriptCommand;
import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;
import org.apache.camel.dsl.jbang.core.common.CamelJBangPlugin;
import org.apache.camel.dsl.jbang.core.common.Plugin;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;

/** Adds the commands to {@code camel}, as {@code camel webhookscript}. Camel JBang makes it by reflection. */
@CamelJBangPlugin(name = "camel-jbang-plugin-webhookscript", firstVersion = "4.17.0")
public final class WebhookScriptPlugin implements Plugin {

    @Override
    public void customize(CommandLine commandLine, CamelJBangMain main) {
        commandLine.addSubcommand(WebhookScriptCommand.NAME, WebhookScriptCommand.commandLine());
        // picocli asks the outermost command only
        IExecutionExceptionHandler others = commandLine.getExecutionExceptionHandler();
        commandLine.setExecutionExceptionHandler((failure, line, arguments) -> {
            if (isOurs(line)) {
                return WebhookScriptCommand.failed(failure, line, arguments);
            }
            if (others != null) {
                return others.handleExecutionException(failure, line, arguments);
            }
            throw failure;
        });
    }

    private static boolean isOurs(CommandLine line) {
        for (CommandLine at = line; at != null; at = at.getParent()) {
            if (at.getCommand() instanceof WebhookScriptCommand) {
                return true;
            }
        }
        return false;
    }
}
