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

/** Tells whether a bean that a script names is there. */
@FunctionalInterface
public interface BeanCheck {

    /** What a script can ask of a bean. */
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

        /** The type's name, as messages say it. */
        public String code() {
            return word;
        }
    }

    /** @param name without {@code #} */
    boolean exists(String name, Kind kind);
}
