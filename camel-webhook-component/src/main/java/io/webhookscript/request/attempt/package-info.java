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
 * Adds authentication, access tokens and signatures to a rendered request for each attempt, and sends it.
 *
 * <p>
 * The entry points are {@link io.webhookscript.request.attempt.AttemptPreparer} and
 * {@link io.webhookscript.request.attempt.AttemptSender}. A token is requested under the same address policy and
 * timeout as the call itself. This package does not decide about retries.
 */
@NullMarked
package io.webhookscript.request.attempt;

import org.jspecify.annotations.NullMarked;
