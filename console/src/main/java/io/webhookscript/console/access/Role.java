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
package io.webhookscript.console.access;

import java.util.Locale;

/** What a user may do. */
public enum Role {
    /** See scripts, their text, their deliveries and their dead letters. */
    VIEW,
    /** Make dry runs and real runs of loaded scripts. */
    TRY,
    /** Start, stop, suspend, resume and remove scripts; send dead letters again and discard them. */
    OPERATE,
    /** Save, rename and delete scripts in the writable folder. */
    EDIT;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
