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

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A network in CIDR notation; a single address is a network of full length. */
record AddressRange(InetAddress network, int prefix) {

    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
    private static final Pattern CIDR = Pattern.compile("(.+)/(\\d{1,3})");

    /**
     * @throws IllegalArgumentException when the text is not a network, its length is wrong, or it has bits beyond its
     *                                  length
     */
    static AddressRange parse(String text) {
        Matcher parts = CIDR.matcher(text);
        boolean network = parts.matches();
        InetAddress address = literal(network ? parts.group(1) : text)
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not an address or a network"));
        int bits = address.getAddress().length * 8;
        int prefix = network ? Integer.parseInt(parts.group(2)) : bits;
        if (prefix > bits) {
            throw new IllegalArgumentException("'" + text + "': the length of such a network must be from 0 to " + bits);
        }
        AddressRange range = new AddressRange(masked(address, prefix), prefix);
        if (!range.network.equals(address)) {
            throw new IllegalArgumentException(
                    "'" + text + "' has bits beyond its length; the network is " + range.network.getHostAddress() + "/"
                                               + prefix);
        }
        return range;
    }

    /** Parses an address in its usual form, never by a look-up; IPv4-mapped IPv6 becomes IPv4. */
    static Optional<InetAddress> literal(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    boolean contains(InetAddress address) {
        byte[] mine = network.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        int whole = prefix / 8;
        if (!Arrays.equals(mine, 0, whole, other, 0, whole)) {
            return false;
        }
        int rest = prefix % 8;
        return rest == 0 || ((mine[whole] ^ other[whole]) & 0xff) >> 8 - rest == 0;
    }

    private static InetAddress masked(InetAddress address, int prefix) {
        byte[] bytes = address.getAddress();
        for (int bit = prefix; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        return EmbeddedAddresses.address(bytes);
    }

    @Override
    public String toString() {
        boolean single = prefix == (network instanceof Inet4Address ? 32 : 128);
        return single ? network.getHostAddress() : network.getHostAddress() + "/" + prefix;
    }
}
