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
/**
 * Route templates that bring events to webhook scripts. The templates themselves are YAML and lie beside this package's
 * classes; {@code camel.main.routesIncludePattern=classpath:io/webhookscript/routes/*.yaml} loads them.
 *
 * <pre>
 * webhookscript-from-file       script, directory, resultDirectory        a file in a folder, or each of its rows
 * webhookscript-from-jms        script, queue                             a message on a queue, with or without a reply
 * webhookscript-from-kafka      script, topic, brokers, groupId           a record of a topic
 * webhookscript-from-database   script, source, query, onDelivered        a row of a table
 * webhookscript-from-http       script, path                              an HTTP POST
 * </pre>
 *
 * The classes are the beans of the templates. {@link io.webhookscript.routes.SourceResponse} makes what goes back to
 * the source, {@link io.webhookscript.routes.FileRows} and its like read files row by row,
 * {@link io.webhookscript.routes.DatabaseRow} and {@link io.webhookscript.routes.HttpEvent} make events of rows and
 * requests, and {@link io.webhookscript.routes.AcceptanceRetry} lets a source wait. Nothing of a delivery is decided
 * here, and no class of the component's inner packages is used but its exception.
 */
@NullMarked
package io.webhookscript.routes;

import org.jspecify.annotations.NullMarked;
