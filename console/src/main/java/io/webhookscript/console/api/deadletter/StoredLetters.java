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
package io.webhookscript.console.api.deadletter;

import java.util.Map;
import java.util.NoSuchElementException;

import io.webhookscript.console.application.Application;
import io.webhookscript.console.web.RefusedRequestException;
import io.webhookscript.deadletter.DeadLetterCommands;
import io.webhookscript.deadletter.DeadLetters;
import io.webhookscript.deadletter.ReplayRefusedException;
import io.webhookscript.store.DeadLetterFilter;
import io.webhookscript.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dead letters of the component; their exceptions become errors of the API. */
final class StoredLetters {

    private static final Logger LOG = LoggerFactory.getLogger(StoredLetters.class);

    /** The longest message id that a store can keep; no other value needs more. */
    private static final int MAX_VALUE = 2_500;

    private final Application application;

    @FunctionalInterface
    interface Use<T> {

        T of(DeadLetters letters);
    }

    StoredLetters(Application application) {
        this.application = application;
    }

    /** @throws RefusedRequestException when there is no store */
    void check() throws RefusedRequestException {
        letters();
    }

    private DeadLetters letters() throws RefusedRequestException {
        return application.webhookScript().deadLetters().orElseThrow(() -> new RefusedRequestException(
                404, "no-store", "the component has no store, so dead letters are not kept"));
    }

    <T> T use(Use<T> use) throws RefusedRequestException {
        DeadLetters letters = letters();
        try {
            return use.of(letters);
        } catch (IllegalArgumentException wrong) {
            throw RefusedRequestException.badRequest(String.valueOf(wrong.getMessage()));
        } catch (NoSuchElementException missing) {
            throw new RefusedRequestException(404, "not-found", String.valueOf(missing.getMessage()));
        } catch (ReplayRefusedException refused) {
            throw new RefusedRequestException(409, "replay-refused", String.valueOf(refused.getMessage()));
        } catch (StoreException failure) {
            LOG.warn("the dead letters cannot be used", failure);
            throw new RefusedRequestException(
                    503, "store-unavailable", "the store is unavailable; the log contains the reason");
        }
    }

    /** The number of letters of all scripts. */
    static long total(Map<String, Long> byScript) {
        return byScript.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The filter that a user has sent. */
    static DeadLetterFilter filter(Map<String, String> values) throws RefusedRequestException {
        for (String value : values.values()) {
            checkLength(value);
        }
        try {
            return DeadLetterCommands.filter(values);
        } catch (IllegalArgumentException wrong) {
            throw RefusedRequestException.badRequest(String.valueOf(wrong.getMessage()));
        }
    }

    static void checkLength(String value) throws RefusedRequestException {
        if (value.length() > MAX_VALUE) {
            throw new RefusedRequestException(413, "too-large", "a value has more than " + MAX_VALUE + " characters");
        }
    }
}
