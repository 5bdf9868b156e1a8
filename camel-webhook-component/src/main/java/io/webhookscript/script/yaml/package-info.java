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
 * Reads YAML and JSON text into a tree in which each node has its line and column.
 *
 * <p>
 * {@code YamlTree} reads the text, {@code Section} reads typed values, and {@code Findings} collects problems. No tag,
 * alias or depth has any other effect than a problem. This package does not know the keys of scripts.
 */
@NullMarked
package io.webhookscript.script.yaml;

import org.jspecify.annotations.NullMarked;
