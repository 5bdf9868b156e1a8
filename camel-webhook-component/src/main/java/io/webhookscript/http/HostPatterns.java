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
package io.webhookscript.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.webhookscript.http.message.Target;

/**
 * Host patterns in the format of the JDK's {@code http.nonProxyHosts}: separated by {@code |}, with a star for any
 * characters. Immutable, compared by its text.
 */
final class HostPatterns {

    static final HostPatterns NONE = new HostPatterns("");

    private static final Pattern ENTRY = Pattern.compile("[A-Za-z0-9._*-]+|\\[[0-9A-Fa-f:.*]+]");

    private final String text;
    private final List<Pattern> patterns;

    /** @throws IllegalArgumentException when an entry is neither a host name nor an address */
    HostPatterns(String text) {
        this.text = text.strip().toLowerCase(Locale.ROOT);
        this.patterns = Arrays.stream(this.text.split("\\|")).map(String::strip).filter(entry -> !entry.isEmpty())
                .map(HostPatterns::pattern).toList();
    }

    private static Pattern pattern(String entry) {
        if (!ENTRY.matcher(entry).matches()) {
            throw new IllegalArgumentException(
                    "nonProxyHosts: '" + entry + "' is not a host; expected host names and addresses such as localhost|*.example.com|10.*|[::1],"
                                               + " separated by |");
        }
        String host = entry.startsWith("[") ? entry.substring(1, entry.length() - 1) : entry;
        return Pattern.compile(Arrays.stream(host.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    boolean contain(Target target) {
        for (Pattern pattern : patterns) {
            if (pattern.matcher(target.name()).matches()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostPatterns hosts && hosts.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
