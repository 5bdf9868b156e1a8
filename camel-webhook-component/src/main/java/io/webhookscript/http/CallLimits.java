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

import java.time.Duration;

/**
 * @param deadline        total time, from the lease of a connection to the body's last byte; above zero
 * @param maxResponseSize bytes of the response's body after decompression; 0 to 1 GiB
 * @param owner           any text; the calls of one owner share a part of the name look-ups, so that names that do not
 *                        resolve do not delay other owners
 */
public record CallLimits(Duration deadline, long maxResponseSize, String owner) {

    /** A response is held in one array. */
    static final long MAX_RESPONSE_SIZE = 1L << 30;

    public CallLimits {
        if (deadline.isZero() || deadline.isNegative()) {
            throw new IllegalArgumentException("the deadline of a call must be greater than zero, but is " + deadline);
        }
        if (maxResponseSize < 0 || maxResponseSize > MAX_RESPONSE_SIZE) {
            throw new IllegalArgumentException(
                    "the maximum size of a response must be from 0 to " + MAX_RESPONSE_SIZE + " bytes, but is "
                                               + maxResponseSize);
        }
    }

    /** Creates limits without an owner. All such calls together count as calls of one owner. */
    public CallLimits(Duration deadline, long maxResponseSize) {
        this(deadline, maxResponseSize, "");
    }

    public CallLimits withDeadline(Duration other) {
        return new CallLimits(other, maxResponseSize, owner);
    }

    public CallLimits withMaxResponseSize(long other) {
        return new CallLimits(deadline, other, owner);
    }
}
