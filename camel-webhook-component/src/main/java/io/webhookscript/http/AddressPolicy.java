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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.Target;

/**
 * Decides which addresses may be dialled: public ones, and those that {@code allow} names. Immutable, compared by its
 * rules.
 *
 * <p>
 * An allowed host name allows all addresses that it resolves to, so its DNS zone must be trusted, too.
 */
public final class AddressPolicy {

    /**
     * WHATWG's rule (URL standard, "ends in a number"): a host whose last label is a number is an IPv4 address.
     */
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)\\.?");
    private static final Pattern NAME = Pattern.compile("(?:\\*\\.)?[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*");
    private static final Set<String> METADATA_NAMES
            = Set.of("metadata", "metadata.google.internal", "instance-data.ec2.internal");

    private final Set<AddressKind> kinds = EnumSet.of(AddressKind.PUBLIC);
    private final Set<AddressRange> ranges = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final int hash; // the policy is part of the key of every lease

    private AddressPolicy(List<String> allow) {
        allow.stream().map(entry -> entry.strip().toLowerCase(Locale.ROOT)).filter(entry -> !entry.isEmpty())
                .forEach(this::add);
        this.hash = 31 * (31 * kinds.hashCode() + ranges.hashCode()) + names.hashCode();
    }

    /**
     * @param  allow                    {@code loopback}, {@code private}, addresses, CIDR networks, host names,
     *                                  {@code *.suffix}
     * @throws IllegalArgumentException when an entry has another form
     */
    public static AddressPolicy allowing(List<String> allow) {
        try {
            return new AddressPolicy(allow);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("allow: " + e.getMessage(), e);
        }
    }

    /** Rejects hosts whose spelling the check and the system's resolver could interpret differently. */
    void checkSpelling(Target target) throws CallFailedException {
        String host = target.host();
        if (host.indexOf('%') >= 0) {
            throw refused(
                    "host '" + host + "' has a zone, and link-local addresses are not dialled; write the address without it");
        }
        boolean meantAsAddress = host.indexOf(':') >= 0 || ENDS_IN_NUMBER.matcher(host).matches();
        if (meantAsAddress && AddressRange.literal(host).isEmpty()) {
            throw refused("host '" + host
                          + "' is an unusual spelling of an address; expected four decimal numbers such as 192.0.2.7, or IPv6 in brackets");
        }
    }

    /** Returns the addresses of a host that may be dialled, at least one. */
    List<InetAddress> permitted(Target target, List<InetAddress> addresses) throws CallFailedException {
        List<InetAddress> permitted = new ArrayList<>();
        Optional<AddressKind> refused = Optional.empty();
        for (InetAddress address : addresses) {
            Optional<AddressKind> refusal = refusal(target, address);
            if (refusal.isEmpty()) {
                permitted.add(address);
            } else {
                refused = refusal;
            }
        }
        if (permitted.isEmpty()) {
            throw refusedKind(target, refused.orElse(AddressKind.UNSPECIFIED));
        }
        return permitted;
    }

    /**
     * Checks a call whose host name is resolved by another component, as far as its URI allows.
     *
     * @throws CallFailedException when the host is, or always means, an address that may not be dialled
     */
    public void checkUnresolved(HttpCall call) throws CallFailedException {
        checkBehindProxy(call.target());
    }

    /**
     * Checks a host that a proxy will resolve, as far as possible: literal addresses, and names that always have one
     * kind.
     */
    void checkBehindProxy(Target target) throws CallFailedException {
        checkSpelling(target);
        Optional<InetAddress> literal = AddressRange.literal(target.host());
        if (literal.isPresent()) {
            permitted(target, List.of(literal.get()));
        }
        String name = target.name();
        AddressKind kind = LoopbackNames.contain(name) ? AddressKind.LOOPBACK
                : METADATA_NAMES.contains(name) ? AddressKind.METADATA : AddressKind.PUBLIC;
        if (!kinds.contains(kind) && !allowsName(name)) {
            throw refusedKind(target, kind);
        }
    }

    /** Returns the kind for which an address is rejected; empty when it may be dialled. */
    Optional<AddressKind> refusal(Target target, InetAddress address) {
        if (allowsName(target.name())) {
            return Optional.empty();
        }
        return Stream.concat(EmbeddedAddresses.in(address).stream(), Stream.of(address)).filter(a -> !allows(a))
                .map(AddressKind::of).findFirst();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressPolicy p && p.kinds.equals(kinds) && p.ranges.equals(ranges) && p.names.equals(names);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return "AddressPolicy" + kinds + ranges + names;
    }

    private void add(String entry) {
        String address = entry.startsWith("[") && entry.endsWith("]") ? entry.substring(1, entry.length() - 1) : entry;
        if (entry.equals("loopback")) {
            kinds.add(AddressKind.LOOPBACK);
        } else if (entry.equals("private")) {
            kinds.add(AddressKind.PRIVATE);
        } else if (entry.indexOf('/') >= 0 || AddressRange.literal(address).isPresent()) {
            ranges.add(AddressRange.parse(address));
        } else if (NAME.matcher(entry).matches() && !ENDS_IN_NUMBER.matcher(entry).matches()) {
            names.add(entry);
        } else {
            throw new IllegalArgumentException(
                    "allow: '" + entry + "' is not one of: loopback, private, an address, a network such as 10.0.0.0/8, a host name, *.suffix");
        }
    }

    private boolean allows(InetAddress address) {
        return kinds.contains(AddressKind.of(address)) || ranges.stream().anyMatch(range -> range.contains(address));
    }

    private boolean allowsName(String name) {
        if (names.isEmpty()) {
            return false;
        }
        return names.contains(name) || names.stream().anyMatch(n -> n.startsWith("*.") && name.endsWith(n.substring(1)));
    }

    private static CallFailedException refusedKind(Target target, AddressKind kind) {
        boolean byKind = kind == AddressKind.LOOPBACK || kind == AddressKind.PRIVATE;
        String host = target.name();
        return refused("host '" + host + "' is at a " + kind.code() + " address, and only public ones may be dialled; "
                       + (byKind ? "the component option allow=" + kind.code() + " or " : "the component option ") + "allow="
                       + host
                       + " permits it");
    }

    private static CallFailedException refused(String message) {
        return new CallFailedException(CallFailedException.Kind.ADDRESS_REFUSED, false, 0, message, null);
    }
}
