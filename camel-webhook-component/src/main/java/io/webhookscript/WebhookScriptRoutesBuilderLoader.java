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

import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.annotations.RoutesLoader;
import org.apache.camel.support.RoutesBuilderLoaderSupport;

/**
 * Loads {@code NAME.webhookscript.yaml} files where Camel looks for routes ({@code camel.main.routesIncludePattern},
 * the command line). The component gets the file unchanged: Camel's property placeholders, which look like the script's
 * own, are not resolved in it.
 */
@RoutesLoader(WebhookScriptRoutesBuilderLoader.EXTENSION)
public class WebhookScriptRoutesBuilderLoader extends RoutesBuilderLoaderSupport {

    static final String EXTENSION = "webhookscript.yaml";

    private final String extension;

    public WebhookScriptRoutesBuilderLoader() {
        this(EXTENSION);
    }

    WebhookScriptRoutesBuilderLoader(String extension) {
        this.extension = extension;
    }

    @Override
    public String getSupportedExtension() {
        return extension;
    }

    @Override
    public boolean isSupportedExtension(String extension) {
        return this.extension.equals(extension);
    }

    @Override
    public RoutesBuilder loadRoutesBuilder(Resource resource) throws Exception {
        getCamelContext().getComponent(WebhookScriptConstants.SCHEME, WebhookScriptComponent.class).addScript(resource);
        return new RouteBuilder() {

            @Override
            public void configure() {
                // the script's routes are made when it is first called
            }
        };
    }
}
