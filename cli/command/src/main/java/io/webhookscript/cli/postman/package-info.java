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
 * Collections of Postman, versions 2.0 and 2.1, as requests: {@link io.webhookscript.cli.postman.PostmanCollection}.
 * What folders and the collection say of authentication and variables holds for the requests in them. Scripts are never
 * run.
 */
@NullMarked
package io.webhookscript.cli.postman;

import org.jspecify.annotations.NullMarked;
