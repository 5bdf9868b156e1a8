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
package io.webhookscript.delivery.report;

import java.io.Serializable;

import io.webhookscript.script.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * How a delivery ended.
 *
 * @param status of the receiver's last response; null when there was none
 * @param reason for people, masked: what happened, and why no further attempt was made; empty when delivered
 */
public record DeliveryResult(Outcome outcome, @Nullable Integer status, String reason) implements Serializable {
}
