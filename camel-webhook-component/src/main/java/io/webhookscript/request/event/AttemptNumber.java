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
package io.webhookscript.request.event;

/**
 * Which attempt of a delivery it is.
 *
 * @param number of the attempt, from 1
 * @param left   the attempts that may follow at most
 */
public record AttemptNumber(int number, int left) {

    /** @param most the maximum number of attempts of the delivery */
    public static AttemptNumber of(int number, int most) {
        return new AttemptNumber(number, Math.max(0, most - number));
    }
}
