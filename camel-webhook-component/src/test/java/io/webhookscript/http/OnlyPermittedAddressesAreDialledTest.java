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

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.webhookscript.http.CallFailedException.Kind;
import io.webhookscript.http.HttpConnections.Sizes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Dials through a recording resolver and socket opener, so that a broken policy fails a test and reaches nobody. */
class OnlyPermittedAddressesAreDialledTest {

    private final List<String> lookedUp = Collections.synchronizedList(new ArrayList<>());
    private final List<InetSocketAddress> dialled = Collections.synchronizedList(new ArrayList<>());

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(textBlock = """
            127.0.0.1, loopback
            127.255.1.2, loopback
            [::1], loopback
            [::ffff:127.0.0.1], loopback
            [::ffff:7f00:1], loopback
            [::127.0.0.1], loopback
            [64:ff9b::127.0.0.1], loopback
            [64:ff9b:1::7f00:1], loopback
            [2002:7f00:1::], loopback
            [2001:0:7f00:1::], loopback
            [2001:0:808:808:0:0:80ff:fffe], loopback
            [2001:db8::5efe:7f00:1], loopback
            10.1.2.3, private
            172.31.255.255, private
            192.168.0.1, private
            [fd12:3456::1], private
            [64:ff9b::10.0.0.1], private
            [2002:0a00:0001::], private
            169.254.1.1, link-local
            [fe80::1], link-local
            100.64.0.1, carrier-grade NAT
            169.254.169.254, cloud metadata
            [::ffff:169.254.169.254], cloud metadata
            [64:ff9b::a9fe:a9fe], cloud metadata
            [fd00:ec2::254], cloud metadata
            168.63.129.16, cloud metadata
            100.100.100.200, cloud metadata
            0.0.0.0, unspecified
            0.1.2.3, unspecified
            [::], unspecified
            224.0.0.1, multicast
            [ff02::1], multicast
            255.255.255.255, reserved
            240.0.0.1, reserved
            192.0.0.1, reserved
            192.88.99.1, reserved
            [fec0::1], reserved
            [100::1], reserved
            [4000::1], reserved
            [::8.8.8.8], reserved
            198.18.0.1, benchmarking
            192.0.2.1, documentation
            203.0.113.9, documentation
            [2001:db8::1], documentation
            """)
    void refusesLiteralAddressesThatAreNotPublic(String host, String kind) {
        CallFailedException failure = refused(host, List.of());

        assertThat(failure).hasMessageContaining("at a " + kind + " address").hasMessageContaining("allow=");
        assertThat(dialled).isEmpty();
        assertThat(lookedUp).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1", "127.0.1", "127.0.0.1.", "017700000001", "1", "0x",
            "256.1.1.1",
            "0", "0.", "00", "0x0", "0x7f000001.", "1.2.3.4.5", "[::1%25lo]", "[fe80::1%25eth0]", "08.8.8.8", "a.1", "a.0x1" })
    void refusesUnusualSpellingsOfAddresses(String host) {
        CallFailedException failure = refused(host, List.of("loopback", "private"));

        assertThat(failure).hasMessageContaining("host '");
        assertThat(dialled).isEmpty();
        assertThat(lookedUp).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "8.8.8.8", "1.1.1.1", "172.32.0.1", "[2606:4700::1]", "[64:ff9b::8.8.8.8]", "[2002:808:808::]" })
    void dialsPublicAddresses(String host) {
        send(host, List.of(), null, Map.of());

        assertThat(dialled).hasSize(1);
    }

    @ParameterizedTest(name = "{0} lets {1} through: {2}")
    @CsvSource(textBlock = """
            loopback, 127.0.0.1, true
            loopback, [::ffff:127.0.0.1], true
            loopback, 10.0.0.1, false
            private, 10.0.0.1, true
            private, [fd00::1], true
            private, 127.0.0.1, false
            private, 169.254.169.254, false
            private, [fd00:ec2::254], false
            private, 100.64.0.1, false
            10.1.0.0/16, 10.1.255.255, true
            10.1.0.0/16, 10.2.0.0, false
            10.1.0.0/17, 10.1.128.0, false
            10.1.0.0/17, 10.1.127.0, true
            10.1.2.3, 10.1.2.3, true
            10.1.2.3, 10.1.2.4, false
            [fd00::1], [fd00::1], true
            fd00::/8, [fd00::1], true
            169.254.169.254/32, 169.254.169.254, true
            in.example, in.example, true
            IN.example, in.example., true
            in.example, x.in.example, false
            *.in.example, x.in.example, true
            *.in.example, in.example, false
            *.in.example, xin.example, false
            """)
    void allowWidensByWhatItNames(String allow, String host, boolean through) {
        Map<String, String> names = Map.of("in.example", "10.9.9.9", "in.example.", "10.9.9.9", "x.in.example", "10.9.9.9",
                "xin.example", "10.9.9.9");

        CallFailedException failure = send(host, List.of(allow), null, names);

        assertThat(dialled).hasSize(through ? 1 : 0);
        assertThat(failure.kind() == Kind.ADDRESS_REFUSED).isEqualTo(!through);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "10.0.0.1/16", "10.0.0.0/33", "10.0.0.0/", "loop back", "10.0.0.256", "0x7f.1", "*", "a..b", "fd00::/129",
            "::1%lo" })
    void refusesEntriesOfAllowThatAreNone(String entry) {
        assertThatIllegalArgumentException().isThrownBy(() -> AddressPolicy.allowing(List.of(entry)))
                .withMessageContaining(entry.substring(0, 1));
    }

    /** What a resolver would make of them differs; the name of such a host is written in punycode. */
    @ParameterizedTest
    @ValueSource(strings = {
            "127\u30020\u30020\u30021", "127\uff0e0\uff0e0\uff0e1", "\u2460\u2461\u2466.0.0.1", "\uff11\uff12\uff17.0.0.1",
            "loc\u00adalhost", "\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3", "\u0430pple.example",
            "m\u00fcnchen.example",
            "[\uff1a:1]", "127.0.0.1\u200b" })
    void refusesHostsBeyondAscii(String host) {
        assertThatIllegalArgumentException().isThrownBy(() -> Calls.get(URI.create("http://" + host + "/")));
    }

    @Test
    void looksUpPunycodeAsItStands() {
        send("xn--mnchen-3ya.example", List.of(), null, Map.of("xn--mnchen-3ya.example", "127.0.0.1"));

        assertThat(lookedUp).containsExactly("xn--mnchen-3ya.example");
        assertThat(dialled).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "localhost", "localhost.", "LOCALHOST", "a.localhost" })
    void refusesNamesOfThisMachineByWhereTheyLead(String host) {
        CallFailedException failure
                = send(host, List.of(), null, Map.of(host.toLowerCase(Locale.ROOT), "127.0.0.1"));

        assertThat(failure.kind()).isEqualTo(Kind.ADDRESS_REFUSED);
        assertThat(dialled).isEmpty();
    }

    @Test
    void dialsOnlyThePublicOneOfANamesAddresses() {
        send("mixed.example", List.of(), null, Map.of("mixed.example", "10.0.0.1,8.8.4.4,169.254.169.254"));

        assertThat(dialled).singleElement().satisfies(a -> assertThat(a.getAddress().getHostAddress()).isEqualTo("8.8.4.4"));
    }

    @Test
    void namesTheHostAndTheKindButNotTheAddress() {
        CallFailedException failure
                = send("inside.example", List.of(), null, Map.of("inside.example", "10.11.12.13"));

        assertThat(failure.kind()).isEqualTo(Kind.ADDRESS_REFUSED);
        assertThat(failure.sent()).isFalse();
        assertThat(failure).hasMessage("host 'inside.example' is at a private address, and only public ones may be dialled; "
                                       + "the component option allow=private or allow=inside.example permits it");
        assertThat(dialled).isEmpty();
    }

    @Test
    void dialsTheAddressThatItCheckedWhenTheNameChanges() {
        AtomicInteger asked = new AtomicInteger();
        NameResolver changing = name -> List.of(InetAddress.getByName(asked.getAndIncrement() == 0 ? "8.8.8.8" : "127.0.0.1"));
        try (HttpConnections client = client(changing)) {
            failure(client, URI.create("http://changing.example/"), profile(List.of(), null));
            failure(client, URI.create("http://changing.example/"), profile(List.of(), null));
        }

        assertThat(dialled).extracting(a -> a.getAddress().getHostAddress()).containsExactly("8.8.8.8");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "127.0.0.1", "[::1]", "0x7f.1", "localhost", "a.localhost", "LOCALHOST.", "169.254.169.254",
            "metadata.google.internal" })
    void checksBehindAProxyWhatCanBeKnown(String host) {
        CallFailedException failure = send(host, List.of("proxy.example"), URI.create("http://proxy.example:3128"),
                Map.of("proxy.example", "10.0.0.1"));

        assertThat(failure.kind()).isEqualTo(Kind.ADDRESS_REFUSED);
        assertThat(dialled).isEmpty();
    }

    @Test
    void leavesOtherNamesBehindAProxyToTheProxy() {
        send("any.example", List.of("proxy.example"), URI.create("http://proxy.example:3128"),
                Map.of("proxy.example", "10.0.0.1"));

        assertThat(lookedUp).containsExactly("proxy.example");
        assertThat(dialled).singleElement().satisfies(a -> assertThat(a.getPort()).isEqualTo(3128));
    }

    @Test
    void holdsTheProxyToThePolicyToo() {
        CallFailedException failure
                = send("any.example", List.of(), URI.create("http://169.254.169.254:80"), Map.of());

        assertThat(failure.kind()).isEqualTo(Kind.ADDRESS_REFUSED);
        assertThat(dialled).isEmpty();
    }

    @Test
    void saysThatANameIsUnknown() {
        CallFailedException failure = send("nowhere.example", List.of(), null, Map.of());

        assertThat(failure.kind()).isEqualTo(Kind.DNS);
        assertThat(failure.sent()).isFalse();
        assertThat(failure).hasMessageContaining("nowhere.example");
    }

    @Test
    void abandonsALookUpThatHangs() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        NameResolver hanging = name -> {
            asked.incrementAndGet();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(name);
        };
        try (HttpConnections client = client(hanging)) {
            for (int i = 0; i < 3; i++) {
                CallFailedException failure = catchThrowableOfType(CallFailedException.class,
                        () -> client.send(Calls.get(URI.create("http://hangs.example/")), Calls.within(100),
                                profile(List.of(), null)));

                assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
                assertThat(failure.sent()).isFalse();
                assertThat(failure).hasMessageContaining("looking up the name");
            }
            assertThat(asked).hasValue(1);
            assertThat(client.open()).isZero();
        }
    }

    /** Dead names of many receivers, more than there are threads: every call ends at its own deadline. */
    @Test
    void boundsLookUpsThatHang() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        NameResolver hanging = name -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(name);
        };
        ExecutorService callers = Executors.newCachedThreadPool();
        Set<Thread> before = lookups();
        long begin = System.nanoTime();
        try (HttpConnections client = new HttpConnections(
                new Sizes(50, 5), hanging, address -> {
                    throw new ConnectException("recorded only");
                }, System::nanoTime)) {
            List<Future<CallFailedException>> calls = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                URI uri = URI.create("http://hangs" + i + ".example/");
                CallLimits limits = new CallLimits(Duration.ofMillis(300), 1_000, "script " + i);
                calls.add(callers.submit(() -> catchThrowableOfType(CallFailedException.class,
                        () -> client.send(Calls.get(uri), limits, profile(List.of(), null)))));
            }
            for (Future<CallFailedException> call : calls) {
                assertThat(call.get(30, TimeUnit.SECONDS).kind()).isEqualTo(Kind.TIMEOUT);
            }
            Set<Thread> own = lookups();
            own.removeAll(before);
            // eight at a time, and one that has run for a second makes room for another
            long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
            assertThat(own).hasSizeLessThanOrEqualTo((int) (8 * (1 + seconds)));
            assertThat(client.leased()).isZero();
        } finally {
            end.countDown();
            callers.shutdown();
        }
    }

    /** RFC 6761 §6.3, whatever a name server says. */
    @ParameterizedTest
    @ValueSource(strings = { "localhost", "LOCALHOST", "localhost.", "app.localhost", "a.b.localhost." })
    void takesLocalhostForLoopbackWithoutALookUp(String host) {
        CallLimits limits = new CallLimits(Duration.ofSeconds(30), 1_000, "script");
        List<InetAddress> dialled = new CopyOnWriteArrayList<>();
        NameResolver none = name -> {
            throw new AssertionError(name + " was looked up");
        };
        try (HttpConnections client = new HttpConnections(
                new Sizes(5, 5), none, address -> {
                    dialled.add(address.getAddress());
                    throw new ConnectException("recorded only");
                }, System::nanoTime)) {
            CallFailedException refused = catchThrowableOfType(CallFailedException.class, () -> client.send(
                    Calls.get(URI.create("http://" + host + "/")), limits, profile(List.of(), null)));
            CallFailedException allowed = catchThrowableOfType(CallFailedException.class, () -> client.send(
                    Calls.get(URI.create("http://" + host + "/")), limits, profile(List.of("loopback"), null)));

            assertThat(refused.kind()).isEqualTo(Kind.ADDRESS_REFUSED);
            assertThat(allowed.kind()).isEqualTo(Kind.CONNECT);
            assertThat(dialled).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
        }
    }

    private static Set<Thread> lookups() {
        return Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().equals("webhookscript-dns"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private CallFailedException refused(String host, List<String> allow) {
        CallFailedException failure = send(host, allow, null, Map.of());
        assertThat(failure.kind()).isEqualTo(Kind.ADDRESS_REFUSED);
        assertThat(failure.sent()).isFalse();
        return failure;
    }

    private CallFailedException send(String host, List<String> allow, @Nullable URI proxy, Map<String, String> names) {
        NameResolver resolver = name -> {
            lookedUp.add(name);
            if (!names.containsKey(name)) {
                throw new UnknownHostException(name);
            }
            List<InetAddress> addresses = new ArrayList<>();
            for (String address : names.get(name).split(",")) {
                addresses.add(InetAddress.getByName(address));
            }
            return addresses;
        };
        try (HttpConnections client = client(resolver)) {
            return failure(client, URI.create("http://" + host + "/"), profile(allow, proxy));
        }
    }

    private static CallFailedException failure(HttpConnections client, URI uri, ConnectionProfile profile) {
        return catchThrowableOfType(CallFailedException.class, () -> client.send(Calls.get(uri), Calls.PATIENT, profile));
    }

    private static ConnectionProfile profile(List<String> allow, @Nullable URI proxy) {
        return new ConnectionProfile(
                AddressPolicy.allowing(allow), null, proxy != null ? ProxyChoice.of(proxy) : ProxyChoice.NONE);
    }

    private HttpConnections client(NameResolver resolver) {
        return new HttpConnections(new Sizes(5, 5), resolver, address -> {
            dialled.add(address);
            throw new ConnectException("recorded only");
        }, System::nanoTime);
    }
}
