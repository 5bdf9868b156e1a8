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

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * The sending of a request, watched by the timer: a receiver that has answered and reads no further would hold the
 * sender until the deadline, so after a while its sending is ended, and the answer is read.
 */
final class Upload implements DeadlineTimer.Ticking {

    /**
     * An interim answer is seen by the sender itself between two pieces; only a sender that makes no progress is ended.
     */
    private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(200);

    private final Connection connection;
    private volatile int pieces;
    private int seenPieces = -1;
    private long seenAt;

    Upload(Connection connection) {
        this.connection = connection;
    }

    void sentPiece() {
        pieces = pieces + 1 & Integer.MAX_VALUE;
    }

    /** On the timer's thread only. */
    @Override
    public void tick(long now) throws IOException {
        int sent = pieces;
        if (sent != seenPieces) {
            seenPieces = sent;
            seenAt = now;
        } else if (now - seenAt >= GRACE && connection.hasAnswerWaiting()) {
            connection.stopSending();
        }
    }
}
