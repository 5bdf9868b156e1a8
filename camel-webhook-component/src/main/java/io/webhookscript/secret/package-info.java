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
 * Reads the values of secrets, and masks texts that may contain one.
 *
 * <p>
 * {@link io.webhookscript.secret.Masker} knows the secrets of one delivery in all forms in which a receiver may send
 * them back. {@code SecretProperties} reads them from Camel's properties without logging them. The value of a secret
 * leaves this package only for the request that needs it. A class that writes a text for people masks it there, for
 * example {@code delivery.letter.DeadLetterDocument} the headers of a response, {@code delivery.ResponseExcerpt} its
 * body, {@code response.FailureHint} the headers that a reason quotes, and {@code tryout.MaskedView} those of a dry
 * run. All of them call {@link io.webhookscript.secret.Masker#mask(String)}.
 */
@NullMarked
package io.webhookscript.secret;

import org.jspecify.annotations.NullMarked;
