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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The kind of an address by the registries of special-purpose addresses (RFC 6890, IANA). Only {@link #PUBLIC}
 * addresses may be dialled without permission. The order matters: the first kind with a matching network wins.
 */
enum AddressKind {
    /**
     * Addresses that serve the credentials of a cloud machine: AWS, Azure, Google and others on 169.254.169.254, AWS
     * tasks and pods, Azure's wire server, Alibaba, Oracle; AWS's and Google's IPv6.
     */
    METADATA("cloud metadata", "169.254.169.254/32 169.254.170.2/32 169.254.170.23/32 168.63.129.16/32 "
                               + "100.100.100.200/32 192.0.0.192/32 fd00:ec2::254/128 fd00:ec2::23/128 "
                               + "fd20:ce::254/128"),
    UNSPECIFIED("unspecified", "0.0.0.0/8 ::/128"),
    LOOPBACK("loopback", "127.0.0.0/8 ::1/128"),
    PRIVATE("private", "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7"),
    LINK_LOCAL("link-local", "169.254.0.0/16 fe80::/10"),
    SHARED("carrier-grade NAT", "100.64.0.0/10"),
    DOCUMENTATION("documentation", "192.0.2.0/24 198.51.100.0/24 203.0.113.0/24 2001:db8::/32 3fff::/20"),
    BENCHMARKING("benchmarking", "198.18.0.0/15 2001:2::/48"),
    MULTICAST("multicast", "224.0.0.0/4 ff00::/8"),
    /**
     * Protocol assignments, deprecated relays and site-local addresses, local-use translation, discard, and unassigned
     * addresses.
     */
    RESERVED("reserved", "192.0.0.0/24 192.88.99.0/24 240.0.0.0/4 64:ff9b:1::/48 100::/64 100:0:0:1::/64 "
                         + "2001:10::/28 2001:20::/28 5f00::/16 fec0::/10"),
    /** Every other address; IPv6 outside 2000::/3 and the well-known translation prefix is unassigned. */
    PUBLIC("public", "0.0.0.0/0 2000::/3 64:ff9b::/96");

    private static final Map<AddressKind, List<AddressRange>> RANGES = Stream.of(values()).collect(Collectors.toMap(
            kind -> kind, kind -> Stream.of(kind.networks.split(" ")).map(AddressRange::parse).toList()));

    private final String code;
    private final String networks;

    AddressKind(String code, String networks) {
        this.code = code;
        this.networks = networks;
    }

    /** Returns the name for users. */
    String code() {
        return code;
    }

    /** Returns the kind of the address itself; {@link EmbeddedAddresses} finds addresses that are embedded in it. */
    static AddressKind of(InetAddress address) {
        for (AddressKind kind : values()) {
            for (AddressRange range : Objects.requireNonNull(RANGES.get(kind))) {
                if (range.contains(address)) {
                    return kind;
                }
            }
        }
        return RESERVED;
    }
}
