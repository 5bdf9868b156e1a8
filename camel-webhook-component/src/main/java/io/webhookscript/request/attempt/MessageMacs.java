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
package io.webhookscript.request.attempt;

import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.crypto.Mac;

import io.webhookscript.value.ObjectPool;

/**
 * Begins HMACs. The computing objects are used again, since a search for the provider of an algorithm costs about as
 * much as the signature of a small body. Thread-safe.
 */
final class MessageMacs {

    private final Map<String, ObjectPool<MessageMac.Keyed>> pools = new ConcurrentHashMap<>();

    /** @param key not empty */
    MessageMac of(String algorithm, byte[] key) {
        return new MessageMac(
                pools.computeIfAbsent(algorithm, name -> new ObjectPool<>(() -> new MessageMac.Keyed(mac(name)))), key);
    }

    private static Mac mac(String algorithm) {
        try {
            return Mac.getInstance(algorithm);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
