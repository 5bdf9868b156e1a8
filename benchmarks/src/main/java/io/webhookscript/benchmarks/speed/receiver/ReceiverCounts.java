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
package io.webhookscript.benchmarks.speed.receiver;

/**
 * What came since the last reset.
 *
 * @param requests    in all
 * @param accepted    that were answered with 200
 * @param events      that were accepted, each once
 * @param failed      that were answered with 503
 * @param connections that were opened
 */
public record ReceiverCounts(long requests, long accepted, long events, long failed, long connections) {

    public long acceptedTwice() {
        return accepted - events;
    }
}
