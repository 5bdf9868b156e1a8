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
package io.webhookscript.cli;

/** What a command tells the shell. */
final class ExitCode {

    static final int WELL = 0;
    /** A script has a problem, a test failed, an event was not delivered. */
    static final int WRONG = 1;
    /** The command was not called rightly, or something that it needs is not there. */
    static final int FAILED = 2;

    private ExitCode() {
    }
}
