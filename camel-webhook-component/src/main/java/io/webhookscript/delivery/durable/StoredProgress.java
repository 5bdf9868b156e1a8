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

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.webhookscript.delivery.report.AttemptRecord;
import io.webhookscript.pacing.WaitReason;
import io.webhookscript.pacing.WaitTimes;
import io.webhookscript.request.event.ValueInput;
import io.webhookscript.request.event.ValueOutput;
import io.webhookscript.script.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to an accepted event so far.
 *
 * @param attempts its attempts, their reasons masked
 * @param end      present when it has an outcome, and only its dead letter is missing
 */
public record StoredProgress(List<AttemptRecord> attempts, WaitTimes waits, @Nullable End end) {

    /** Nothing has happened yet. */
    public static final byte[] NONE = new byte[0];

    private static final int FORMAT = 1;
    private static final int USUAL = 128;

    public StoredProgress {
        attempts = List.copyOf(attempts);
        waits = waits.copy();
    }

    /**
     * The end of a delivery.
     *
     * @param reason masked
     */
    public record End(Outcome outcome, @Nullable Integer status, String reason, boolean eventAtFault) {
    }

    public byte[] toBytes() {
        ValueOutput out = new ValueOutput(USUAL).tag(FORMAT).number(attempts.size());
        for (AttemptRecord attempt : attempts) {
            out.instant(attempt.at()).number(attempt.millis());
            result(out, attempt.outcome(), attempt.status(), attempt.reason());
        }
        for (WaitReason reason : WaitReason.values()) {
            out.number(waits.of(reason).toMillis());
        }
        out.flag(end != null);
        if (end != null) {
            result(out, end.outcome(), end.status(), end.reason());
            out.flag(end.eventAtFault());
        }
        return out.toByteArray();
    }

    private static void result(ValueOutput out, Outcome outcome, @Nullable Integer status, String reason) {
        out.text(outcome.code()).number(status != null ? status : -1).text(reason);
    }

    /** @throws IllegalArgumentException when the bytes are damaged, or were written by a later version */
    public static StoredProgress of(byte[] progress) {
        if (progress.length == 0) {
            return new StoredProgress(List.of(), new WaitTimes(), null);
        }
        ValueInput in = new ValueInput(progress);
        int format = in.tag();
        if (format != FORMAT) {
            throw new IllegalArgumentException("the stored progress has the format " + format + ", expected " + FORMAT);
        }
        int count = in.count();
        List<AttemptRecord> attempts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            attempts.add(attempt(in));
        }
        WaitTimes waits = new WaitTimes();
        for (WaitReason reason : WaitReason.values()) {
            waits.add(reason, Duration.ofMillis(in.number()));
        }
        return new StoredProgress(attempts, waits, in.flag() ? end(in) : null);
    }

    private static AttemptRecord attempt(ValueInput in) {
        Instant at = in.instant();
        return new AttemptRecord(at, in.number(), outcome(in.text()), status(in.number()), reason(in.text()));
    }

    private static End end(ValueInput in) {
        return new End(outcome(in.text()), status(in.number()), reason(in.text()), in.flag());
    }

    private static Outcome outcome(@Nullable String code) {
        return Stream.of(Outcome.values()).filter(outcome -> outcome.code().equals(code)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the stored progress contains an unknown outcome"));
    }

    private static @Nullable Integer status(long value) {
        return value < 0 ? null : Integer.valueOf(Math.toIntExact(value));
    }

    private static String reason(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
