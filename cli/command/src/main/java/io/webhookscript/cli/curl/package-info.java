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
 * Commands of cURL as requests: {@link io.webhookscript.cli.curl.CurlCommand}. A command is cut into words by the rules
 * of the shell that it was written for, bash or Windows' cmd; nothing of it is ever run, no file that it names is read.
 */
@NullMarked
package io.webhookscript.cli.curl;

import org.jspecify.annotations.NullMarked;
