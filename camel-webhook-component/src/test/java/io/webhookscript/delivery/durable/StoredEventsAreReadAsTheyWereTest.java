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
package io.webhookscript.delivery.durable;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.webhookscript.delivery.report.AttemptRecord;
import io.webhookscript.pacing.WaitReason;
import io.webhookscript.pacing.WaitTimes;
import io.webhookscript.request.event.EventSnapshot;
import io.webhookscript.request.event.RawEvent;
import io.webhookscript.script.Outcome;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What is written into an outbox is read again value for value, whatever a sender has put into it. */
class StoredEventsAreReadAsTheyWereTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456789Z");
    private static final StoredEvent.Origin NO_ORIGIN = new StoredEvent.Origin(null, null, 1, null, null, null, List.of());
    private static final StoredEvent.Options NO_OPTIONS
            = new StoredEvent.Options(null, null, false);

    private static StoredEvent of(EventSnapshot event) {
        return new StoredEvent(event, Map.of(), Map.of(), Map.of(), NOW, NO_ORIGIN, NO_OPTIONS);
    }

    private static EventSnapshot readAgain(EventSnapshot event) throws Exception {
        return StoredEvent.of(of(event).toBytes()).event();
    }

    @Property(tries = 1000)
    void anyValueIsReadAgain(@ForAll("values") Object value) throws Exception {
        EventSnapshot read = readAgain(EventSnapshot.of((Object) value));

        assertThat(typed(read.data())).isEqualTo(typed(value));
    }

    @Property(tries = 300)
    void anyHeaderVariableAndContextIsReadAgain(
            @ForAll("values") Object value, @ForAll String name, @ForAll String text)
            throws Exception {
        StoredEvent stored = new StoredEvent(
                EventSnapshot.of(Map.of()), Map.of(name, value), Map.of(name, value), Map.of(name, text), NOW,
                new StoredEvent.Origin(text, text, 7, text, text, text, List.of(text, name)),
                new StoredEvent.Options(Duration.ofMillis(1500), text, true));

        StoredEvent read = StoredEvent.of(stored.toBytes());

        assertThat(typed(read.headers())).isEqualTo(typed(stored.headers()));
        assertThat(typed(read.variables())).isEqualTo(typed(stored.variables()));
        assertThat(read.context()).isEqualTo(stored.context());
        assertThat(read.origin().type()).isEqualTo(text);
        assertThat(read.now()).isEqualTo(NOW);
        assertThat(read.origin().hops()).isEqualTo(7);
        assertThat(read.origin()).isEqualTo(stored.origin());
        assertThat(read.options()).isEqualTo(stored.options());
    }

    @Property(tries = 300)
    void aDamagedDocumentIsRefused(
            @ForAll("values") Object value, @ForAll @IntRange(max = 10_000) int place, @ForAll byte other)
            throws Exception {
        byte[] document = of(EventSnapshot.of((Object) value)).toBytes();
        byte[] cut = Arrays.copyOf(document, place % document.length);
        byte[] changed = document.clone();
        changed[place % document.length] = other;

        assertThatIllegalArgumentException().isThrownBy(() -> StoredEvent.of(cut));
        try {
            assertThat(StoredEvent.of(changed)).isNotNull();
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("the stored event");
        }
    }

    @Test
    void aKeyOfAnyOrderStaysInItsPlace() throws Exception {
        Map<String, Object> event = new LinkedHashMap<>();
        for (String key : List.of("z", "a", "", "\ud800", "10", "2")) {
            event.put(key, null);
        }

        assertThat(new ArrayList<>(readAgain(EventSnapshot.of(event)).members().keySet()))
                .isEqualTo(List.of("z", "a", "", "\ud800", "10", "2"));
    }

    @Test
    void aRelayedTextIsTheSameText() throws Exception {
        EventSnapshot event = RawEvent.of("{ \"a\" : 1.50 }").readKept(null, null);

        EventSnapshot read = readAgain(event);

        assertThat(read.raw()).isEqualTo(event.raw());
        assertThat(read.data()).isEqualTo(event.data());
    }

    @Test
    void anEventThatCouldNotBeReadKeepsItsOriginal() throws Exception {
        EventSnapshot event = RawEvent.of("{ broken").unread();

        assertThat(readAgain(event).toDeadLetterValue()).usingRecursiveComparison().isEqualTo(event.toDeadLetterValue());
        assertThat(readAgain(event).unread()).isNotNull();
    }

    @Test
    void aLongStreamComesBackInAFile() throws Exception {
        byte[] bytes = new byte[5 << 20];
        Arrays.fill(bytes, (byte) 7);
        EventSnapshot event = EventSnapshot.of(new ByteArrayInputStream(bytes), "application/octet-stream");

        EventSnapshot read = readAgain(event);

        assertThat(read.spooled()).singleElement().satisfies(body -> assertThat(body.length()).isEqualTo(bytes.length));
        assertThat(read.spooled().get(0).open()).hasBinaryContent(bytes);
        read.release();
        event.release();
    }

    @Test
    void aLaterFormatIsRefused() throws Exception {
        byte[] document = of(EventSnapshot.of(Map.of())).toBytes();
        document[0] = 9;

        assertThatIllegalArgumentException().isThrownBy(() -> StoredEvent.of(document))
                .withMessage("the stored event has the format 9, expected 1");
    }

    @Test
    void aDocumentIsHardlyLongerThanItsEvent() throws Exception {
        Map<String, Object> event = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            event.put("field" + i, "value of field " + i);
        }

        assertThat(of(EventSnapshot.of(event)).toBytes()).hasSizeLessThan(20 * 30 + 60);
    }

    @Property(tries = 300)
    void anyProgressIsReadAgain(
            @ForAll Outcome outcome, @ForAll @IntRange(max = 599) int status, @ForAll String reason,
            @ForAll @IntRange(max = 20) int count, @ForAll boolean ended, @ForAll boolean atFault) {
        Integer code = status < 100 ? null : Integer.valueOf(status);
        WaitTimes waits = new WaitTimes();
        for (WaitReason why : WaitReason.values()) {
            waits.add(why, Duration.ofMillis(status * 1_000_000L + why.ordinal()));
        }
        StoredProgress progress = new StoredProgress(
                Collections.nCopies(count, new AttemptRecord(NOW, status, outcome, code, reason)), waits,
                ended ? new StoredProgress.End(outcome, code, reason, atFault) : null);

        StoredProgress read = StoredProgress.of(progress.toBytes());

        assertThat(read.attempts()).isEqualTo(progress.attempts());
        assertThat(read.end()).isEqualTo(progress.end());
        assertThat(WaitReason.values())
                .allSatisfy(why -> assertThat(read.waits().of(why)).isEqualTo(progress.waits().of(why)));
    }

    @Test
    void noProgressIsNoBytes() {
        assertThat(StoredProgress.of(StoredProgress.NONE).attempts()).isEmpty();
    }

    /** A form that compares values by type and content. */
    private static Object typed(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> members = new LinkedHashMap<>();
            map.forEach((key, member) -> members.put(key, typed(member)));
            return members;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(StoredEventsAreReadAsTheyWereTest::typed).toList();
        }
        return value.getClass() + " " + (value instanceof byte[] bytes ? Arrays.toString(bytes) : value);
    }

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                Arbitraries.strings().asGeneric(),
                Arbitraries.strings().withCharRange('\ud7f0', '\ue010').ofMaxLength(6).asGeneric(),
                Arbitraries.longs().asGeneric(), Arbitraries.of(true, false).map(Object.class::cast),
                Arbitraries.bigIntegers().between(BigInteger.TWO.pow(64), BigInteger.TWO.pow(200)).asGeneric(),
                Arbitraries.bigDecimals().ofScale(7).asGeneric(),
                Arbitraries.of(
                        new BigDecimal("1E+900"), new BigDecimal("0E-900"), BigDecimal.ZERO.setScale(3), Double.NaN,
                        Double.NEGATIVE_INFINITY, Instant.MIN, Instant.MAX, Instant.EPOCH, Long.MIN_VALUE, Long.MAX_VALUE)
                        .map(Object.class::cast),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(40).asGeneric());
        return Arbitraries.recursive(() -> scalars, StoredEventsAreReadAsTheyWereTest::nested, 0, 4);
    }

    private static Arbitrary<Object> nested(Arbitrary<Object> inner) {
        return Arbitraries.oneOf(
                inner.list().ofMaxSize(3).map(Object.class::cast),
                Arbitraries.maps(Arbitraries.strings().ofMaxLength(5), inner).ofMaxSize(3).map(Object.class::cast));
    }
}
