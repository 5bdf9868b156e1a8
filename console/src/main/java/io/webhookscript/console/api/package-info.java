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
 * The requests of the API, each with its role. {@code ConsoleApi} finds the one that a path asks for, and the packages
 * below carry it out: {@code script} (loaded scripts), {@code source} (the texts of scripts), {@code delivery} and
 * {@code deadletter}.
 */
@NullMarked
package io.webhookscript.console.api;

import org.jspecify.annotations.NullMarked;
