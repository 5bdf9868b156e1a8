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
 * YAML and JSON text as a tree in which each node knows its line and column.
 *
 * <p>
 * {@code YamlTree} reads, {@code Section} asks for typed values, {@code Findings} collects what is wrong. No tag, alias
 * or depth makes a file do more than be read. Keys of scripts are not known here.
 */
@NullMarked
package io.webhookscript.script.yaml;

import org.jspecify.annotations.NullMarked;
