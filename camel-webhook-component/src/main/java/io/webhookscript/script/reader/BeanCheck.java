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
package io.webhookscript.script.reader;

/** Checks whether a bean that a script names exists. */
@FunctionalInterface
public interface BeanCheck {

    /** The kinds of beans that a script can use. */
    enum Kind {
        /** {@code request.auth.ref} */
        ATTEMPT_AUTHENTICATOR("AttemptAuthenticator"),
        /** {@code request.signature.ref} */
        REQUEST_SIGNER("RequestSigner"),
        /** {@code request.tls} */
        SSL_CONTEXT_PARAMETERS("SSLContextParameters");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** Returns the type's name for messages. */
        public String code() {
            return word;
        }
    }

    /** @param name without {@code #} */
    boolean exists(String name, Kind kind);
}
