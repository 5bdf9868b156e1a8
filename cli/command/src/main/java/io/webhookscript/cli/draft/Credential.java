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
package io.webhookscript.cli.draft;

/** Which values of a source are credentials, for readers that know the names of values but not the values. */
public final class Credential {

    private Credential() {
    }

    /** Whether a header, a param or a cookie of that name is one. */
    public static boolean isName(String name) {
        return Sensitive.isName(name);
    }

    /** Whether a field of a body of that name is one. */
    public static boolean isField(String name) {
        return Sensitive.isField(name);
    }

    /** What its secret is called. */
    public static String nameOf(String name) {
        return Names.ofVariable(name);
    }
}
