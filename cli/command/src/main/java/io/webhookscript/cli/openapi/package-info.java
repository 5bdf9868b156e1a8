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
 * The place for a reader of OpenAPI documents, {@link io.webhookscript.cli.openapi.OpenApiReader}. The reader itself is
 * in a jar of its own, since it brings a parser that is larger than all the commands together.
 */
@NullMarked
package io.webhookscript.cli.openapi;

import org.jspecify.annotations.NullMarked;
