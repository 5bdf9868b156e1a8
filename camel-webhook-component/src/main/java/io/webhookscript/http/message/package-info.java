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
 * The values of one HTTP exchange: the call, its headers and body, and the response.
 *
 * <p>
 * {@link io.webhookscript.http.message.HttpCall} is immutable and is sent as it stands. Nothing here opens a socket.
 */
@Export
@NullMarked
package io.webhookscript.http.message;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
