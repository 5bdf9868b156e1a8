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
 * Scripts of OpenAPI documents. {@link io.webhookscript.cli.openapi.OpenApiDocument} is the entry: it reads a document,
 * lists its operations and webhooks, and makes a draft of one. Parameters and the properties of the body become values
 * of the event, credentials become secrets, and examples become tests.
 *
 * <p>
 * Trust: a document can be hostile. Only the given text is read: references to other documents are listed and never
 * followed, so a document opens neither a file nor a connection. The size, the depth and the aliases of the text are
 * limited, and so are the references that are followed for one draft, since schemas may refer to themselves.
 */
@NullMarked
package io.webhookscript.cli.openapi;

import org.jspecify.annotations.NullMarked;
