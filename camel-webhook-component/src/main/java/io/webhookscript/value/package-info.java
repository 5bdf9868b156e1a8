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
 * Values and texts that several packages read and write in the same way. It knows nothing of scripts or Camel.
 *
 * <table>
 * <caption>Where to look</caption>
 * <tr>
 * <td>{@code Members}, {@code ExactNumber}, {@code DataLimits}</td>
 * <td>objects and numbers of JSON, and how deep and how long they may be</td>
 * </tr>
 * <tr>
 * <td>{@code value.json}</td>
 * <td>JSON text to such values</td>
 * </tr>
 * <tr>
 * <td>{@code MediaType}, {@code PercentEncoding}, {@code FormFields}</td>
 * <td>what HTTP and URLs ask for</td>
 * </tr>
 * <tr>
 * <td>{@code DurationText}, {@code SizeText}</td>
 * <td>durations and sizes as people write them</td>
 * </tr>
 * <tr>
 * <td>{@code NearestNames}, {@code Excerpt}, {@code OneLine}, {@code FailureText}</td>
 * <td>parts of messages: suggestions, long texts cut, texts in one line, and what an exception says</td>
 * </tr>
 * <tr>
 * <td>{@code ObjectPool}</td>
 * <td>objects that one thread at a time may use</td>
 * </tr>
 * <tr>
 * <td>{@code Sha256}</td>
 * <td>digests</td>
 * </tr>
 * </table>
 */
@NullMarked
package io.webhookscript.value;

import org.jspecify.annotations.NullMarked;
