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
 * OpenAPI documents by Swagger's parser: {@link io.webhookscript.cli.openapi.swagger.SwaggerReader}, which the service
 * loader finds. An operation's path, params, headers, security and body become placeholders of the event, its examples
 * the event of a test.
 *
 * <p>
 * Trust: a document is anybody's. The parser resolves nothing, so no reference of a document makes it open a file or a
 * connection; references within the document are followed here, a bounded number of times.
 */
@NullMarked
package io.webhookscript.cli.openapi.swagger;

import org.jspecify.annotations.NullMarked;
