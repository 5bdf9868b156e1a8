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
package io.webhookscript.response;

import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import io.webhookscript.language.TimedRoots;
import io.webhookscript.language.XmlDocument;
import io.webhookscript.language.XmlRoots;
import io.webhookscript.template.DataRoots;
import io.webhookscript.value.Members;
import org.jspecify.annotations.Nullable;

/** Adds {@code response} to the data roots of a delivery: {@code status}, {@code headers}, {@code body}. */
final class ResponseRoots implements XmlRoots, TimedRoots {

    private final DataRoots delivery;
    private final Map<String, @Nullable Object> response;
    private final @Nullable XmlDocument xml;
    private final BooleanSupplier timeIsUp;

    /** @param response has no {@code body} when the response has none */
    private ResponseRoots(DataRoots delivery, Map<String, @Nullable Object> response, @Nullable XmlDocument xml,
                          BooleanSupplier timeIsUp) {
        this.delivery = delivery;
        this.response = response;
        this.xml = xml;
        this.timeIsUp = timeIsUp;
    }

    @SuppressWarnings("ReferenceEquality") // NO_BODY is a single object; comparing contents would read a large body
    static ResponseRoots of(
            DataRoots delivery, int status, ResponseHeaders headers, ResponseBody body, BooleanSupplier timeIsUp) {
        Map<String, @Nullable Object> response = body == ResponseBody.NONE
                ? Members.of("status", (long) status, "headers", headers)
                : Members.of("status", (long) status, "headers", headers, "body", body.value());
        return new ResponseRoots(delivery, response, body.xml(), timeIsUp);
    }

    /** The roots when there is no response. */
    static ResponseRoots withoutResponse(DataRoots delivery) {
        return new ResponseRoots(delivery, Members.of(), null, () -> false);
    }

    @Override
    public @Nullable Object get(String root) {
        return root.equals("response") ? response : delivery.get(root);
    }

    @Override
    public void revealed(String text) {
        delivery.revealed(text);
    }

    @Override
    public boolean isTimeUp() {
        return timeIsUp.getAsBoolean();
    }

    @Override
    public Optional<XmlDocument> xml() {
        return Optional.ofNullable(xml);
    }
}
