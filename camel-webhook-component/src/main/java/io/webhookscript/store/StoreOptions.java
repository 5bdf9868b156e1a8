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
package io.webhookscript.store;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import io.webhookscript.script.RetentionDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The component's options for its store.
 *
 * @param node            the name of this node, which is the same after a restart and different from that of every
 *                        other node with the same database; null when the store chooses one
 * @param lease           how long a claim is valid without a renewal
 * @param keepIds         how long the id of a delivered or failed event is known, so that the same event is not
 *                        accepted again
 * @param keepDeadLetters how long a dead letter is kept
 * @param encryption      encrypts what the store keeps; null when it is stored as it is
 * @param retention       how long a script wants its data to be kept, by the name of the script; asked whenever
 *                        something is stored, on any thread
 */
public record StoreOptions(
        @Nullable String node, Duration lease, Duration keepIds, Duration keepDeadLetters,
        @Nullable StoreEncryption encryption, Function<String, RetentionDefinition> retention) {

    /** A node's own name, a lease of 15 seconds, ids for a week, dead letters for 90 days, no encryption. */
    public static final StoreOptions DEFAULT = new StoreOptions(
            null, Duration.ofSeconds(15), Duration.ofDays(7), Duration.ofDays(90), null);

    /** Options under which no script has a retention of its own. */
    public StoreOptions(
                        @Nullable String node, Duration lease, Duration keepIds, Duration keepDeadLetters,
                        @Nullable StoreEncryption encryption) {
        this(node, lease, keepIds, keepDeadLetters, encryption, script -> RetentionDefinition.NONE);
    }

    /** How long the id of an event of this script is known after its end. */
    public Duration keepIdsOf(String script) {
        return Objects.requireNonNullElse(retention.apply(script).ids(), keepIds);
    }

    /** How long a dead letter of this script is kept; empty when the script does not say it. */
    public Optional<Duration> ownKeepDeadLettersOf(String script) {
        return Optional.ofNullable(retention.apply(script).deadLetters());
    }

    /** The same options with the retention of scripts. */
    public StoreOptions withRetention(Function<String, RetentionDefinition> ofScript) {
        return new StoreOptions(node, lease, keepIds, keepDeadLetters, encryption, ofScript);
    }

    /** The same options for a node of this name. */
    public StoreOptions ofNode(String name) {
        return new StoreOptions(name, lease, keepIds, keepDeadLetters, encryption, retention);
    }
}
