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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.webhookscript.http.AddressPolicy;
import io.webhookscript.http.CallLimits;
import io.webhookscript.http.ConnectionProfile;
import io.webhookscript.http.HttpCall;
import io.webhookscript.http.HttpHeader;
import io.webhookscript.http.RequestBody;

/**
 * Runs one measurement against a receiver in its own process: {@code beside [rounds] [seconds]} or
 * {@code leak [calls]}. Ends with 1 when a bound does not hold.
 */
public final class LoadHarness {

    private static final byte[] BODY = "{\"id\":7,\"name\":\"Ada\"}".getBytes(StandardCharsets.UTF_8);

    private final int healthy;
    private final int dead;

    private LoadHarness(int healthy, int dead) {
        this.healthy = healthy;
        this.dead = dead;
    }

    public static void main(String[] args) throws Exception {
        String what = args.length > 0 ? args[0] : "beside";
        Process receiver = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-cp",
                System.getProperty("java.class.path"), LoadReceiver.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        boolean held;
        try {
            LoadHarness harness = of(receiver);
            held = switch (what) {
                case "beside" -> new BesideADeadReceiver(harness, number(args, 1, 5), number(args, 2, 3)).run();
                case "leak" -> new NothingLeaks(harness, number(args, 1, 100_000)).run();
                case "smoke" -> new BesideADeadReceiver(harness, 1, 1).runs() && new NothingLeaks(harness, 500).run();
                default -> throw new IllegalArgumentException("expected beside, leak or smoke, got " + what);
            };
        } finally {
            receiver.getOutputStream().close();
            receiver.waitFor();
        }
        System.exit(held ? 0 : 1);
    }

    HttpCall toHealthy(String path) {
        return call(healthy, path);
    }

    HttpCall toDead() {
        return call(dead, "/dead");
    }

    static CallLimits within(long millis) {
        return new CallLimits(Duration.ofMillis(millis), 64 * 1024);
    }

    static ConnectionProfile profile() {
        return new ConnectionProfile(AddressPolicy.allowing(List.of("loopback")), Optional.empty(), Optional.empty());
    }

    private static HttpCall call(int port, String path) {
        return new HttpCall(
                "POST", URI.create("http://127.0.0.1:" + port + path),
                List.of(new HttpHeader("Content-Type", "application/json")),
                Optional.of(RequestBody.of(BODY)));
    }

    private static LoadHarness of(Process receiver) throws IOException {
        BufferedReader said = new BufferedReader(new InputStreamReader(receiver.getInputStream(), StandardCharsets.US_ASCII));
        String line = said.readLine();
        if (line == null) {
            throw new IOException("the receiver ended before it named its ports");
        }
        String[] ports = line.split(" ", 2);
        return new LoadHarness(Integer.parseInt(ports[0]), Integer.parseInt(ports[1]));
    }

    private static int number(String[] args, int at, int otherwise) {
        return args.length > at ? Integer.parseInt(args[at]) : otherwise;
    }
}
