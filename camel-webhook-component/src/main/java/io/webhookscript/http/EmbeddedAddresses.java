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

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds the IPv4 addresses that are embedded in an IPv6 address, since a gateway may forward the packet to them. */
final class EmbeddedAddresses {

    private EmbeddedAddresses() {
    }

    static List<InetAddress> in(InetAddress address) {
        List<InetAddress> found = new ArrayList<>();
        if (address instanceof Inet6Address) {
            byte[] b = address.getAddress();
            int first = word(b, 0);
            boolean compatible = first == 0 && word(b, 4) == 0 && word(b, 8) == 0 && word(b, 12) != 0 && word(b, 12) != 1;
            boolean mapped = first == 0 && word(b, 4) == 0 && (word(b, 8) == 0xffff || word(b, 8) == 0xffff0000);
            boolean translated = first == 0x64ff9b && word(b, 4) == 0 && word(b, 8) == 0;
            boolean locallyTranslated = first == 0x64ff9b && b[4] == 0 && b[5] == 1;
            boolean isatap = (word(b, 8) & 0xfcffffff) == 0x5efe;
            if (compatible || mapped || translated || locallyTranslated || isatap) {
                found.add(ipv4(b, 12, 0));
            }
            if (b[0] == 0x20 && b[1] == 0x02) { // 6to4, RFC 3056
                found.add(ipv4(b, 2, 0));
            }
            if (first == 0x20010000) { // Teredo, RFC 4380: the server, and the client with its bits flipped
                found.add(ipv4(b, 4, 0));
                found.add(ipv4(b, 12, 0xff));
            }
        }
        return found;
    }

    static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length, e);
        }
    }

    private static InetAddress ipv4(byte[] bytes, int from, int flip) {
        byte[] four = Arrays.copyOfRange(bytes, from, from + 4);
        for (int i = 0; i < 4; i++) {
            four[i] ^= (byte) flip;
        }
        return address(four);
    }

    private static int word(byte[] b, int at) {
        return (b[at] & 0xff) << 24 | (b[at + 1] & 0xff) << 16 | (b[at + 2] & 0xff) << 8 | b[at + 3] & 0xff;
    }
}
