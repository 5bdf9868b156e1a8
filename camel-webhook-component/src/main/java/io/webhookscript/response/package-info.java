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
 * Turns a response, or the failure to get one, into an outcome, and a delivered response into the caller's result.
 *
 * <p>
 * The entry point {@link io.webhookscript.response.ResponseClassifier} returns an
 * {@link io.webhookscript.response.AttemptResult}, with a {@link io.webhookscript.response.MappedResponse} when it is
 * delivered. The steps are:
 *
 * <pre>
 * response → ResponseBody    read as JSON, XML, text or bytes; UnreadableBodyException
 *          → OutcomeRules    response.outcomes, in order
 *          → the table       by status, or by kind of failure: ResponseClassifier.byStatus
 *          → ResponseMapper  variables, body, headers; what is delivered but cannot be mapped is unusable
 * </pre>
 *
 * A response is not trusted: a reason repeats no more of it than two headers, masked and cut, and reading it is bounded
 * in depth, digits and size. This package must not retry, wait or use Camel routes.
 */
@NullMarked
package io.webhookscript.response;

import org.jspecify.annotations.NullMarked;
