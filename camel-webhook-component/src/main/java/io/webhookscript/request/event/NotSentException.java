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

import io.webhookscript.template.TemplateException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when this event cannot become a request, because of rendering, structure, size or policy. The message is
 * masked and begins with one sentence.
 */
public final class NotSentException extends Exception {

    private static final long serialVersionUID = 1L;

    public NotSentException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Whether the event is the reason that a request could not be rendered. False when a secret that the script names
     * is missing.
     */
    public boolean isEventAtFault() {
        return !(getCause() instanceof TemplateException problem && DeliveryRoots.isAboutASecret(problem));
    }
}
