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
package io.webhookscript.benchmarks.speed.peer;

import java.util.List;

/** The competitors, by name. */
public final class Peers {

    public static final String RAW = "raw";
    public static final String CAREFUL = "careful";
    public static final String SCRIPT = "script";
    public static final String SCRIPT_WITHOUT_RATE = "script-norate";

    /** The only one that runs with the jars and the logging that everything on needs. */
    public static final String SCRIPT_WITH_EVERYTHING = "script-all";

    /** Those that are compared, in the order of the tables. */
    public static final List<String> COMPARED = List.of(RAW, "bare", CAREFUL, "spring", "vertx", SCRIPT, SCRIPT_WITHOUT_RATE,
            SCRIPT_WITH_EVERYTHING);

    private Peers() {
    }

    /** @param name one of {@link #COMPARED}, or what grows and how much of it there is, such as {@code keys-1000} */
    public static Peer start(String name, Setup setup) throws Exception {
        return switch (name) {
            case RAW -> new RawPeer(setup);
            case "bare" -> new BarePeer(setup);
            case CAREFUL -> new CarefulPeer(setup);
            case "spring" -> new SpringPeer(setup);
            case "vertx" -> new VertxPeer(setup);
            case SCRIPT -> ScriptPeer.with(ContactScript.WITH_RATE, setup);
            case SCRIPT_WITHOUT_RATE -> ScriptPeer.with(ContactScript.WITHOUT_RATE, setup);
            case SCRIPT_WITH_EVERYTHING -> ScriptPeer.withEverythingOn(setup);
            default -> growing(name, setup);
        };
    }

    private static Peer growing(String name, Setup setup) throws Exception {
        int dash = name.lastIndexOf('-');
        int much = Integer.parseInt(name.substring(dash + 1));
        return switch (name.substring(0, dash)) {
            case "scripts" -> new ManyScriptsPeer(much, setup);
            case "keys" -> GrowingPeer.withKeys(much, setup);
            case "body" -> GrowingPeer.withBody(much, setup);
            case "waiting" -> GrowingPeer.besideWaiting(much, setup);
            default -> throw new IllegalArgumentException(
                    "expected one of " + COMPARED + ", scripts-N, keys-N, body-N or "
                                                          + "waiting-N, got " + name);
        };
    }
}
