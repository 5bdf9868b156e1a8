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
 * Renders a script and data to one immutable request: URL, parameters, headers and the kinds of bodies.
 *
 * <pre>
 * RequestPlan plan = renderer.plan(script);         // once per version of a script
 * RenderedRequest request = plan.render(data);      // once per event
 * </pre>
 *
 * <p>
 * The entry point is {@link io.webhookscript.request.render.RequestRenderer}. A value cannot leave its position in a
 * URL, start another HTTP header, or choose a host that the operator has not allowed. This package does not send
 * requests.
 */
@NullMarked
package io.webhookscript.request.render;

import org.jspecify.annotations.NullMarked;
