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
package io.webhookscript.via;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * The origin for which a client's credentials are valid (RFC 6454 §4).
 *
 * @param host lower case
 */
record Origin(String scheme, String host, int port) {

    /** Returns the origin of a URI; empty when HttpClient would find no host in it. */
    static Optional<Origin> of(URI uri) {
        if (uri.getScheme() == null || uri.getHost() == null) {
            return Optional.empty();
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return Optional.of(new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port));
    }

    String hostAndPort() {
        return host + ":" + port;
    }

    @Override
    public String toString() {
        return scheme + "://" + hostAndPort();
    }
}
