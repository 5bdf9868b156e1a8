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
 * Records through which nodes of the caller's routes an exchange has come, so that two calls never share a message id.
 *
 * <p>
 * {@link io.webhookscript.callpath.CallPaths} adds a processor to the splits, multicasts, loops and calls of
 * <em>all</em> routes of the Camel context: the one place where this component touches routes that are not its own.
 * Decision record 0010 says why.
 */
@NullMarked
package io.webhookscript.callpath;

import org.jspecify.annotations.NullMarked;
