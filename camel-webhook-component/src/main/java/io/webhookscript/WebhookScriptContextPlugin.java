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
package io.webhookscript;

import io.webhookscript.callpath.CallPaths;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ContextServicePlugin;

/**
 * Installs the call paths. Camel finds this plugin by Java's service loader when a context is created, before any route
 * exists; a component may be created later. Where context plugins do not exist (Camel before 4.15, OSGi), the component
 * does the same when it is created.
 */
public final class WebhookScriptContextPlugin implements ContextServicePlugin {

    @Override
    public void load(CamelContext camelContext) {
        CallPaths.noteIn(camelContext, WebhookScriptComponent.class::isInstance);
    }
}
