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

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Names that always mean this machine, independent of DNS: {@code localhost} and its subdomains (RFC 6761 §6.3).
 */
final class LoopbackNames {

    private static final String LOCALHOST = "localhost";

    private LoopbackNames() {
    }

    /** @param name in lower case, with or without a trailing dot */
    static boolean contain(String name) {
        String relative = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return relative.equals(LOCALHOST) || relative.endsWith("." + LOCALHOST);
    }

    /** Returns 127.0.0.1 and ::1, in that order. */
    static List<InetAddress> addresses() {
        byte[] six = new byte[16];
        six[15] = 1;
        try {
            return List.of(InetAddress.getByAddress(LOCALHOST, new byte[] { 127, 0, 0, 1 }),
                    InetAddress.getByAddress(LOCALHOST, six));
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException(wrongLength);
        }
    }
}
