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
 * What is added to a rendered request for each attempt, and sending it: authentication, access tokens, signature.
 *
 * <p>
 * Entry points are {@link io.webhookscript.request.attempt.AttemptPreparer} and
 * {@link io.webhookscript.request.attempt.AttemptSender}. A token is asked for under the same address policy and
 * deadline as the call itself. Whether there is another attempt is not decided here.
 */
@NullMarked
package io.webhookscript.request.attempt;

import org.jspecify.annotations.NullMarked;
