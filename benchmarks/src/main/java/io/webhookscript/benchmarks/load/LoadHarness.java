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
package io.webhookscript.benchmarks.load;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import io.webhookscript.http.AddressPolicy;
import io.webhookscript.http.CallLimits;
import io.webhookscript.http.ConnectionProfile;
import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.http.message.RequestBody;

/**
 * Runs one measurement against a receiver in its own process: {@code beside [rounds] [seconds]} or
 * {@code leak [calls]}. Ends with 1 when a bound does not hold.
 */
public final class LoadHarness {

    private static final byte[] BODY = "{\"id\":7,\"name\":\"Ada\"}".getBytes(StandardCharsets.UTF_8);

    private final ReceiverProcess receiver;

    private LoadHarness(ReceiverProcess receiver) {
        this.receiver = receiver;
    }

    public static void main(String[] args) throws Exception {
        Arguments arguments = new Arguments(args);
        boolean held;
        try (ReceiverProcess receiver = ReceiverProcess.start()) {
            held = new LoadHarness(receiver).run(arguments.run("beside"), arguments);
        }
        System.exit(held ? 0 : 1);
    }

    private boolean run(String what, Arguments arguments) throws Exception {
        return switch (what) {
            case "beside" -> new BesideADeadReceiver(this, arguments.number(1, 5), arguments.number(2, 3)).run();
            case "leak" -> new NothingLeaks(this, arguments.number(1, 100_000)).run();
            case "smoke" -> new BesideADeadReceiver(this, 1, 1).runs() && new NothingLeaks(this, 500).run();
            default -> throw new IllegalArgumentException("expected beside, leak or smoke, got " + what);
        };
    }

    HttpCall toHealthy(String path) {
        return call(receiver.urls().healthy() + path);
    }

    HttpCall toDead() {
        return call(receiver.urls().dead() + "/dead");
    }

    static CallLimits within(long millis) {
        return new CallLimits(Duration.ofMillis(millis), 64 * 1024);
    }

    static ConnectionProfile profile() {
        return new ConnectionProfile(AddressPolicy.allowing(List.of("loopback")), null);
    }

    private static HttpCall call(String url) {
        return new HttpCall(
                "POST", URI.create(url), List.of(new HttpHeader("Content-Type", "application/json")),
                RequestBody.of(BODY));
    }
}
